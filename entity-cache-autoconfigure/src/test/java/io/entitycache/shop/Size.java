package io.entitycache.shop;

import jakarta.persistence.Embeddable;

/** How large an item is. */
@Embeddable
public class Size {

	private int width;

	private int height;

	protected Size() {
	}

	public Size(int width, int height) {
		this.width = width;
		this.height = height;
	}

	public int getWidth() {
		return this.width;
	}

	public void setWidth(int width) {
		this.width = width;
	}

	public int getHeight() {
		return this.height;
	}

}
