package io.entitycache.sample.catalog;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The price of a product must stay as it is. */
class PriceRefusedException extends ResponseStatusException {

	private static final long serialVersionUID = 1L;

	PriceRefusedException(long id) {
		super(HttpStatus.CONFLICT, "The price of product %d must stay as it is".formatted(id));
	}

}
