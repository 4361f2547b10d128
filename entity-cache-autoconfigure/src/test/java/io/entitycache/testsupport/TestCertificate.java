package io.entitycache.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import org.springframework.util.Assert;

/**
 * A certificate that nobody but itself vouches for, made for one test, for a server on
 * the loopback address.
 *
 * @param certificate the file of the certificate
 * @param key the file of its private key
 */
public record TestCertificate(Path certificate, Path key) {

	private static final String PASSWORD = "changeit";

	private static final int LIMIT_IN_SECONDS = 60;

	/**
	 * Makes a certificate and its key.
	 * @param directory where to put their files
	 * @return the certificate
	 */
	public static TestCertificate create(Path directory) {
		try {
			KeyStore store = keyStore(directory.resolve("test.p12"));
			return new TestCertificate(
					pem(directory.resolve("test.crt"), "CERTIFICATE", store.getCertificate("test").getEncoded()),
					pem(directory.resolve("test.key"), "PRIVATE KEY",
							store.getKey("test", PASSWORD.toCharArray()).getEncoded()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore keyStore(Path file) throws IOException, GeneralSecurityException {
		runKeytool("-genkeypair", "-alias", "test", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=test",
				"-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(),
				"-storepass", PASSWORD);
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD.toCharArray());
		}
		return store;
	}

	private static void runKeytool(String... arguments) throws IOException {
		String[] command = new String[arguments.length + 1];
		command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		Process keytool = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			Assert.state(keytool.waitFor(LIMIT_IN_SECONDS, TimeUnit.SECONDS) && keytool.exitValue() == 0,
					"keytool made no certificate");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			keytool.destroyForcibly();
		}
	}

	private static Path pem(Path file, String label, byte[] content) throws IOException {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64),
				StandardCharsets.US_ASCII);
	}

}
