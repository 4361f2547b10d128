package io.entitycache.equality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import org.jspecify.annotations.Nullable;

/** A row with texts as keys. */
@Entity
public class Account implements Named {

	@Id
	private String code;

	private @Nullable String name;

	private @Nullable String email;

	private @Nullable BigDecimal amount;

	@OneToMany(mappedBy = "account")
	private List<Card> cards = new ArrayList<>();

	protected Account() {
		this.code = "";
	}

	public Account(String code, String name) {
		this.code = code;
		this.name = name;
	}

	public String getCode() {
		return this.code;
	}

	@Override
	public @Nullable String getName() {
		return this.name;
	}

	@Override
	public void setName(String newName) {
		this.name = newName;
	}

	public @Nullable String getEmail() {
		return this.email;
	}

	public void setEmail(String newEmail) {
		this.email = newEmail;
	}

	public @Nullable BigDecimal getAmount() {
		return this.amount;
	}

	public void setAmount(BigDecimal newAmount) {
		this.amount = newAmount;
	}

	public List<Card> getCards() {
		return this.cards;
	}

}
