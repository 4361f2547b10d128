package io.entitycache.shop;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** Something for sale, with everything about it that a caller could change in place. */
@Entity
public class Item {

	@Id
	private Long id;

	@Column(unique = true)
	private String sku;

	@Column(unique = true)
	private @Nullable String barcode;

	private int price;

	private Date listedAt = new Date(0);

	private byte[] picture = { 1, 2, 3 };

	@Embedded
	private Size size = new Size(1, 1);

	@ElementCollection(fetch = FetchType.EAGER)
	private List<String> labels = new ArrayList<>(List.of("new"));

	@Version
	private int version;

	protected Item() {
		this(0L, "", 0);
	}

	public Item(Long id, String sku, int price) {
		this.id = id;
		this.sku = sku;
		this.price = price;
	}

	public Long getId() {
		return this.id;
	}

	public String getSku() {
		return this.sku;
	}

	public void setSku(String sku) {
		this.sku = sku;
	}

	public @Nullable String getBarcode() {
		return this.barcode;
	}

	public void setBarcode(@Nullable String barcode) {
		this.barcode = barcode;
	}

	public int getPrice() {
		return this.price;
	}

	public void setPrice(int price) {
		this.price = price;
	}

	public Date getListedAt() {
		return this.listedAt;
	}

	public byte[] getPicture() {
		return this.picture;
	}

	public Size getSize() {
		return this.size;
	}

	public List<String> getLabels() {
		return this.labels;
	}

	public int getVersion() {
		return this.version;
	}

}
