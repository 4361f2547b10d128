package io.entitycache.copies;

import jakarta.persistence.PostLoad;

/** Computes what tickets do not store. */
public class TicketListener {

	@PostLoad
	void summarize(Ticket ticket) {
		ticket.summarize();
	}

}
