package io.entitycache.benchmarks.shop;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/**
 * The twelve fields that every row of every table reads. It is {@link Serializable}
 * because some peers serialize it.
 */
@MappedSuperclass
public abstract class ProductData implements Serializable {

	private static final long serialVersionUID = 1;

	@Id
	private Long id;

	@Column(unique = true)
	private String sku;

	private String name;

	private String description;

	private BigDecimal price;

	@Enumerated(EnumType.STRING)
	private Availability availability;

	private Instant createdAt;

	private Instant changedAt;

	private int stock;

	private int weight;

	private boolean active;

	private String category;

	public Long getId() {
		return this.id;
	}

	public void setId(Long id) {
		this.id = id;
	}

	public String getSku() {
		return this.sku;
	}

	public void setSku(String sku) {
		this.sku = sku;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public String getDescription() {
		return this.description;
	}

	public void setDescription(String description) {
		this.description = description;
	}

	public BigDecimal getPrice() {
		return this.price;
	}

	public void setPrice(BigDecimal price) {
		this.price = price;
	}

	public Availability getAvailability() {
		return this.availability;
	}

	public void setAvailability(Availability availability) {
		this.availability = availability;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

	public void setCreatedAt(Instant createdAt) {
		this.createdAt = createdAt;
	}

	public Instant getChangedAt() {
		return this.changedAt;
	}

	public void setChangedAt(Instant changedAt) {
		this.changedAt = changedAt;
	}

	public int getStock() {
		return this.stock;
	}

	public void setStock(int stock) {
		this.stock = stock;
	}

	public int getWeight() {
		return this.weight;
	}

	public void setWeight(int weight) {
		this.weight = weight;
	}

	public boolean isActive() {
		return this.active;
	}

	public void setActive(boolean active) {
		this.active = active;
	}

	public String getCategory() {
		return this.category;
	}

	public void setCategory(String category) {
		this.category = category;
	}

	private List<Object> attributes() {
		return List.of(this.id, this.sku, this.name, this.description, this.price, this.availability, this.createdAt,
				this.changedAt, this.stock, this.weight, this.active, this.category);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ProductData that && attributes().equals(that.attributes());
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(this.id);
	}

	@Override
	public String toString() {
		return attributes().toString();
	}

}
