package io.entitycache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import org.springframework.util.Assert;

/** The scripts that run inside Redis, each in a file of its own. */
enum RedisScript {

	/** Numbers, logs and pushes an announcement, and writes its slots. */
	ANNOUNCE,

	/** Looks at a slot before a load. */
	RESERVE,

	/** Stores an entry if its slot admits it. */
	FILL,

	/** The shared state. */
	STATE,

	/** Where the log stands. */
	POSITION,

	/** Claims the state for databases. */
	DATABASES,

	/** Prolongs a lease. */
	RENEW,

	/** Gives a lease up. */
	RELEASE,

	/** Gives leases of loads up that have stored nothing. */
	ABANDON;

	private final byte[] source;

	private final String digest;

	RedisScript() {
		this.source = load(file());
		this.digest = sha1(this.source);
	}

	/** The name of its file, beside this class. */
	String file() {
		return name().toLowerCase(Locale.ROOT) + ".lua";
	}

	byte[] source() {
		return this.source;
	}

	/** The name under which a server knows the script once it has run it. */
	String digest() {
		return this.digest;
	}

	private static byte[] load(String file) {
		try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
			Assert.state(in != null, () -> "The script " + file + " is missing");
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String sha1(byte[] source) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
	}

}
