package io.entitycache.architecture.sample.read;

import java.io.IOException;
import java.io.ObjectInputStream;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.entitycache.architecture.sample.tier.SeesRead;

/** Looks where it may, and uses a library that lives elsewhere. */
public final class SeesTier {

	public SeesRead tier() {
		Caffeine.newBuilder();
		return new SeesRead();
	}

	public Object read(ObjectInputStream stream) throws IOException, ClassNotFoundException {
		return stream.readObject();
	}

}
