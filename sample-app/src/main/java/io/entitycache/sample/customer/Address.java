package io.entitycache.sample.customer;

import jakarta.persistence.Embeddable;

/** Where somebody lives. */
@Embeddable
public record Address(String street, String postalCode, String city) {

}
