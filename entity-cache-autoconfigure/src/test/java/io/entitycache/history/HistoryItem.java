package io.entitycache.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row whose number is raised by one with every committed change. */
@Entity
@Table(name = "history_item")
public class HistoryItem {

	@Id
	private Long id;

	@Column(unique = true, nullable = false)
	private String code;

	@Column(nullable = false)
	private long number;

	protected HistoryItem() {
	}

	HistoryItem(Long id) {
		this.id = id;
		this.code = "code-" + id + "-0";
	}

	public Long getId() {
		return this.id;
	}

	public String getCode() {
		return this.code;
	}

	void setCode(String code) {
		this.code = code;
	}

	public long getNumber() {
		return this.number;
	}

	void setNumber(long number) {
		this.number = number;
	}

}
