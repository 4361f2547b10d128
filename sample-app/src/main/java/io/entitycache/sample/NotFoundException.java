package io.entitycache.sample;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such thing in the shop. */
public class NotFoundException extends ResponseStatusException {

	private static final long serialVersionUID = 1L;

	public NotFoundException(String what, String attribute, Object value) {
		super(HttpStatus.NOT_FOUND, "There is no %s with the %s %s".formatted(what, attribute, value));
	}

}
