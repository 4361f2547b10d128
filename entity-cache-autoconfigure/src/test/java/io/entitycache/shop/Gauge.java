package io.entitycache.shop;

import java.math.BigDecimal;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/** Something of which a query gives exactly what was written. */
@Entity
public class Gauge {

	@Id
	private Long id;

	@Column(unique = true)
	private String code;

	private int level;

	@Column(precision = 10, scale = 2)
	private BigDecimal amount = new BigDecimal("1.00");

	private Instant readAt = Instant.EPOCH;

	@Version
	private int version;

	protected Gauge() {
		this(0L, "", 0);
	}

	public Gauge(Long id, String code, int level) {
		this.id = id;
		this.code = code;
		this.level = level;
	}

	public Long getId() {
		return this.id;
	}

	public String getCode() {
		return this.code;
	}

	public int getLevel() {
		return this.level;
	}

	public void setLevel(int level) {
		this.level = level;
	}

	public BigDecimal getAmount() {
		return this.amount;
	}

	public void setAmount(BigDecimal amount) {
		this.amount = amount;
	}

	public void setReadAt(Instant readAt) {
		this.readAt = readAt;
	}

	public int getVersion() {
		return this.version;
	}

}
