package io.entitycache.benchmarks.peers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.ProductBytes;
import io.entitycache.benchmarks.shop.Servers;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.jspecify.annotations.Nullable;

/** Lettuce as it is: the bytes alone, or decoded by hand. */
public final class LettuceReader implements ProductReader {

	private final RedisClient client = RedisClient.create(Servers.current().redisUri());

	private final StatefulRedisConnection<byte[], byte[]> connection = this.client.connect(ByteArrayCodec.INSTANCE);

	private final RedisCommands<byte[], byte[]> commands = this.connection.sync();

	private final byte[][] keys;

	private final boolean decode;

	private LettuceReader(boolean decode) {
		this.decode = decode;
		Long[] ids = Catalog.current().ids();
		this.keys = new byte[ids.length][];
		for (int row = 0; row < ids.length; row++) {
			this.keys[row] = ("lettuce:" + ids[row]).getBytes(StandardCharsets.UTF_8);
		}
	}

	public static LettuceReader ofBytes() {
		return new LettuceReader(/* decode= */ false);
	}

	public static LettuceReader decodedByHand() {
		return new LettuceReader(/* decode= */ true);
	}

	@Override
	public void fill() {
		Long[] ids = Catalog.current().ids();
		for (int row = 0; row < ids.length; row++) {
			this.commands.set(this.keys[row], ProductBytes.encode(Catalog.product(ids[row])),
					SetArgs.Builder.ex(CaffeineReader.TTL));
		}
	}

	@Override
	public @Nullable Object read(int row) {
		byte[] bytes = this.commands.get(this.keys[row]);
		return (this.decode && bytes != null) ? ProductBytes.decode(bytes) : bytes;
	}

	@Override
	public Object readAll(List<Long> ids) {
		byte[][] asked = new byte[ids.size()][];
		for (int i = 0; i < asked.length; i++) {
			asked[i] = this.keys[Math.toIntExact(ids.get(i)) - 1];
		}
		List<KeyValue<byte[], byte[]>> answers = this.commands.mget(asked);
		return this.decode ? decode(answers) : answers;
	}

	private static List<Product> decode(List<KeyValue<byte[], byte[]>> answers) {
		List<Product> products = new ArrayList<>(answers.size());
		for (KeyValue<byte[], byte[]> answer : answers) {
			products.add(ProductBytes.decode(answer.getValue()));
		}
		return products;
	}

	@Override
	public void verify(Long id, @Nullable Object answer) {
		Object bytes = (answer instanceof KeyValue<?, ?> keyValue) ? keyValue.getValue() : answer;
		Catalog.verify(id, (bytes instanceof byte[] encoded) ? ProductBytes.decode(encoded) : bytes);
	}

	@Override
	public void close() {
		this.connection.close();
		this.client.shutdown();
	}

}
