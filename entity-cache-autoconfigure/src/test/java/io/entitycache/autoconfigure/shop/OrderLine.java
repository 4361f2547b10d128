package io.entitycache.autoconfigure.shop;

import java.io.Serializable;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

/** Has an embedded id and a name of two words. */
@Entity
public class OrderLine {

	@EmbeddedId
	private @Nullable Key id;

	private int quantity;

	protected OrderLine() {
	}

	public OrderLine(Key id, int quantity) {
		this.id = id;
		this.quantity = quantity;
	}

	public @Nullable Key getId() {
		return this.id;
	}

	public int getQuantity() {
		return this.quantity;
	}

	/**
	 * The line's id.
	 *
	 * @param orderId the order
	 * @param position the position in the order
	 */
	@Embeddable
	public record Key(long orderId, int position) implements Serializable {
	}

}
