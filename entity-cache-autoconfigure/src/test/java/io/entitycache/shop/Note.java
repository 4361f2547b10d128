package io.entitycache.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A text that is cached for a moment only. */
@Entity
public class Note {

	@Id
	private String id;

	private String text;

	protected Note() {
		this("", "");
	}

	public Note(String id, String text) {
		this.id = id;
		this.text = text;
	}

	public String getId() {
		return this.id;
	}

	public String getText() {
		return this.text;
	}

	public void setText(String text) {
		this.text = text;
	}

}
