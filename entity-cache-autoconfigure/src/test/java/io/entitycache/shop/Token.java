package io.entitycache.shop;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;

/** Something with a random id, which all callers share. */
@Entity
@Immutable
public class Token {

	@Id
	private UUID id;

	private String text;

	protected Token() {
		this(new UUID(0, 0), "");
	}

	public Token(UUID id, String text) {
		this.id = id;
		this.text = text;
	}

	public UUID getId() {
		return this.id;
	}

	public String getText() {
		return this.text;
	}

	public void setText(String text) {
		this.text = text;
	}

}
