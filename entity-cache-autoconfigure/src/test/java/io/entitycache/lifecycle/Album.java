package io.entitycache.lifecycle;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** What the applications of this package keep. */
@Entity
public class Album {

	@Id
	private @Nullable Long id;

	@Column(unique = true)
	private @Nullable String code;

	@ElementCollection(fetch = FetchType.EAGER)
	private List<String> titles = new ArrayList<>();

	protected Album() {
	}

	public Album(long id, String code, String title) {
		this.id = id;
		this.code = code;
		this.titles.add(title);
	}

	public @Nullable Long getId() {
		return this.id;
	}

	public @Nullable String getCode() {
		return this.code;
	}

	public List<String> getTitles() {
		return this.titles;
	}

	@Override
	public String toString() {
		return this.id + " " + this.code + " " + this.titles;
	}

}
