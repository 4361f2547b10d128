package io.entitycache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.Assert;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The scripts that run inside Redis. Each has a file of its own, and is preceded by the
 * files of what it has in common with others.
 */
enum RedisScript {

	/** Numbers, logs and pushes an announcement, and writes its slots. */
	ANNOUNCE("time.lua", "meta.lua", "slot.lua"),

	/** Looks at a slot before a load. */
	RESERVE("time.lua", "slot.lua"),

	/** Stores an entry if its slot admits it. */
	FILL("time.lua", "slot.lua"),

	/** The shared state. */
	STATE("time.lua", "meta.lua"),

	/** Where the log stands. */
	POSITION("time.lua", "meta.lua"),

	/** Reads the log. */
	READ,

	/** Takes a lease. */
	ACQUIRE,

	/** Claims the state for databases. */
	DATABASES("time.lua", "meta.lua"),

	/** Prolongs a lease. */
	RENEW,

	/** Gives a lease up. */
	RELEASE,

	/** Gives leases of loads up that have stored nothing. */
	ABANDON;

	private final List<String> files;

	private final byte[] source;

	private final String digest;

	RedisScript(String... common) {
		this.files = Stream.concat(Stream.of(common), Stream.of(name().toLowerCase(Locale.ROOT) + ".lua")).toList();
		this.source = this.files.stream().map(RedisScript::load).collect(Collectors.joining("\n")).getBytes(UTF_8);
		this.digest = sha1(this.source);
	}

	/** The names of its files, beside this class, in their order. */
	List<String> files() {
		return this.files;
	}

	byte[] source() {
		return this.source;
	}

	/** The name under which a server knows the script once it has run it. */
	String digest() {
		return this.digest;
	}

	private static String load(String file) {
		try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
			Assert.state(in != null, () -> "The script " + file + " is missing");
			return new String(in.readAllBytes(), UTF_8);
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
