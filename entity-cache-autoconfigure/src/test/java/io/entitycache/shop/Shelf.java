package io.entitycache.shop;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** A place with an id of two parts. */
@Entity
public class Shelf {

	@EmbeddedId
	private Place id;

	private String text;

	protected Shelf() {
		this(new Place("", 0), "");
	}

	public Shelf(Place id, String text) {
		this.id = id;
		this.text = text;
	}

	public Place getId() {
		return this.id;
	}

	public String getText() {
		return this.text;
	}

	/**
	 * The id.
	 *
	 * @param aisle the aisle
	 * @param number the number in it
	 */
	@Embeddable
	public record Place(String aisle, int number) {
	}

}
