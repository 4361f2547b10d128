package io.entitycache.sample.catalog;

import java.math.BigDecimal;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The products in the database. */
public interface ProductRepository extends JpaRepository<Product, Long> {

	/**
	 * Multiplies the prices of a whole category in one statement.
	 * @return the number of products
	 */
	@Modifying
	@Query("""
			update versioned Product p
			set p.price = p.price * :factor
			where p.category = :category""")
	int multiplyPrices(Category category, BigDecimal factor);

}
