package io.entitycache.sample.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** Something the shop sells. */
@Entity
public class Product {

	// The ids below are those of the products that the shop starts with.
	private static final int FIRST_GENERATED_ID = 10_001;

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "product_seq")
	@SequenceGenerator(name = "product_seq", initialValue = FIRST_GENERATED_ID)
	private @Nullable Long id;

	@Column(nullable = false, unique = true, length = 40)
	private String sku;

	@Column(nullable = false, unique = true, length = 13)
	private String barcode;

	@Column(nullable = false)
	private String name;

	@Column(nullable = false, length = 1000)
	private String description;

	@Column(nullable = false, precision = 12, scale = 2)
	private BigDecimal price;

	@Enumerated(EnumType.STRING)
	@Column(nullable = false, length = 20)
	private Category category;

	@Column(nullable = false)
	private int stock;

	@Version
	@Column(nullable = false)
	private long version;

	@Column(nullable = false)
	private Instant createdAt;

	@Column(nullable = false)
	private Instant updatedAt;

	@SuppressWarnings("NullAway.Init")
	protected Product() {
	}

	@SuppressWarnings("NullAway.Init")
	public Product(String sku, String barcode, String name, String description, BigDecimal price, Category category) {
		this.sku = sku;
		this.barcode = barcode;
		this.name = name;
		this.description = description;
		this.price = price;
		this.category = category;
	}

	@PrePersist
	void created() {
		this.createdAt = now();
		this.updatedAt = this.createdAt;
	}

	@PreUpdate
	void updated() {
		this.updatedAt = now();
	}

	// Databases keep no more than microseconds.
	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

	public void changePrice(BigDecimal newPrice) {
		this.price = newPrice;
	}

	public void changeSku(String newSku) {
		this.sku = newSku;
	}

	public @Nullable Long getId() {
		return this.id;
	}

	public String getSku() {
		return this.sku;
	}

	public String getBarcode() {
		return this.barcode;
	}

	public String getName() {
		return this.name;
	}

	public String getDescription() {
		return this.description;
	}

	public BigDecimal getPrice() {
		return this.price;
	}

	public Category getCategory() {
		return this.category;
	}

	public int getStock() {
		return this.stock;
	}

	public long getVersion() {
		return this.version;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

	public Instant getUpdatedAt() {
		return this.updatedAt;
	}

}
