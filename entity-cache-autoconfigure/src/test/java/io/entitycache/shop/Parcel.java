package io.entitycache.shop;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Something that says itself when it was changed last. */
@Entity
public class Parcel {

	@Id
	private Long id;

	@Column(unique = true)
	private String label;

	private int weight;

	private Instant changedAt;

	protected Parcel() {
		this(0L, 0, Instant.EPOCH);
	}

	public Parcel(Long id, int weight, Instant changedAt) {
		this.id = id;
		this.label = "parcel-" + id;
		this.weight = weight;
		this.changedAt = changedAt;
	}

	public Long getId() {
		return this.id;
	}

	public String getLabel() {
		return this.label;
	}

	public int getWeight() {
		return this.weight;
	}

	public void setWeight(int weight) {
		this.weight = weight;
	}

	public Instant getChangedAt() {
		return this.changedAt;
	}

}
