package io.entitycache.sample.catalog;

import java.math.BigDecimal;
import java.util.List;

import io.entitycache.EntityCache;
import io.entitycache.sample.NotFoundException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Products over HTTP. Every read goes through the cache, every write past it. */
@RestController
@RequestMapping("/products")
class ProductController {

	private static final int MOST_IDS = 1000;

	private final EntityCache<Product, Long> products;

	private final ProductChanges changes;

	ProductController(EntityCache<Product, Long> products, ProductChanges changes) {
		this.products = products;
		this.changes = changes;
	}

	@GetMapping("/{id}")
	ProductView findById(@PathVariable long id) {
		return this.products.findById(id)
			.map(ProductView::of)
			.orElseThrow(() -> new NotFoundException("product", "id", id));
	}

	@GetMapping("/by-sku/{sku}")
	ProductView findBySku(@PathVariable String sku) {
		return findBy("sku", sku);
	}

	@GetMapping("/by-barcode/{barcode}")
	ProductView findByBarcode(@PathVariable String barcode) {
		return findBy("barcode", barcode);
	}

	private ProductView findBy(String attribute, String value) {
		return this.products.findBy(attribute, value)
			.map(ProductView::of)
			.orElseThrow(() -> new NotFoundException("product", attribute, value));
	}

	@GetMapping
	List<ProductView> findAllById(@RequestParam List<Long> ids) {
		if (ids.size() > MOST_IDS) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "At most %d ids".formatted(MOST_IDS));
		}
		return this.products.findAllById(ids).values().stream().map(ProductView::of).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	ProductView create(@RequestBody NewProduct product) {
		return ProductView.of(this.changes.create(product.toProduct()));
	}

	@PutMapping("/{id}/price")
	ProductView changePrice(@PathVariable long id, @RequestParam BigDecimal price) {
		return ProductView.of(this.changes.changePrice(id, price));
	}

	@PutMapping("/{id}/sku")
	ProductView changeSku(@PathVariable long id, @RequestParam String sku) {
		return ProductView.of(this.changes.changeSku(id, sku));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable long id) {
		this.changes.delete(id);
	}

	@PostMapping("/price-change")
	PriceChange changePrices(@RequestParam Category category, @RequestParam int percent) {
		return new PriceChange(this.changes.changePrices(category, percent));
	}

	@PostMapping("/{id}/price-then-fail")
	void changePriceThenFail(@PathVariable long id, @RequestParam BigDecimal price) {
		this.changes.changePriceThenFail(id, price);
	}

	/**
	 * What a change of many prices did.
	 *
	 * @param changed the number of products
	 */
	record PriceChange(int changed) {

	}

}
