package io.entitycache.transactions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity whose price changes. */
@Entity
class Tariff {

	@Id
	private Long id;

	@Column(unique = true)
	private String code;

	private int price;

	Tariff() {
		this(0L, "", 0);
	}

	Tariff(Long id, String code, int price) {
		this.id = id;
		this.code = code;
		this.price = price;
	}

	Long getId() {
		return this.id;
	}

	String getCode() {
		return this.code;
	}

	int getPrice() {
		return this.price;
	}

	void setPrice(int price) {
		this.price = price;
	}

}
