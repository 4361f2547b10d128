package io.entitycache.copies;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

/** Has callbacks of its own, of its superclass and of a listener. */
@Entity
@EntityListeners(TicketListener.class)
public class Ticket extends Persisted {

	private String title;

	/** As the application has it: without the mark that the column has. */
	private String code;

	@ManyToOne(fetch = FetchType.LAZY)
	private @Nullable Team team;

	@Transient
	private @Nullable String summary;

	protected Ticket() {
		this("", "");
	}

	Ticket(String title, String code) {
		this.title = title;
		this.code = code;
	}

	@PostLoad
	void decode() {
		this.code = this.code.substring(1);
	}

	void summarize() {
		this.summary = this.title + ' ' + this.code;
	}

	String getTitle() {
		return this.title;
	}

	void setTitle(String title) {
		this.title = title;
	}

	String getCode() {
		return this.code;
	}

	void setCode(String code) {
		this.code = code;
	}

	void setTeam(@Nullable Team team) {
		this.team = team;
	}

	@Nullable String getSummary() {
		return this.summary;
	}

}
