package io.entitycache.lifecycle;

import java.util.Optional;
import java.util.function.Supplier;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheEventAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import org.awaitility.Awaitility;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;

/**
 * A small application. Says what it reads, so that it can be asked from another process
 * or through another class loader.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
		DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
		DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class, EntityCacheAutoConfiguration.class,
		EntityCacheEventAutoConfiguration.class })
public class AlbumApplication {

	private static final long ID = 1;

	private static final String CODE = "code";

	/** Reads in a process of its own, and says what it has read. */
	public static void main(String... arguments) {
		SpringApplication application = new SpringApplication(AlbumApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			System.out.println("RESULT " + read(context));
		}
	}

	/** Reads one album in every way, the second time after a change. */
	static String read(ConfigurableApplicationContext context) {
		EntityCaches caches = context.getBean(EntityCaches.class);
		Awaitility.await().until(() -> caches.sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
		EntityCache<Album, Long> albums = injected(context);
		AlbumRepository repository = context.getBean(AlbumRepository.class);
		repository.save(new Album(ID, CODE, "first"));
		String first = albums.findById(ID).orElseThrow() + "=" + albums.findBy("code", CODE).orElseThrow();
		repository.save(new Album(ID, CODE, "second"));
		return first + " then " + albums.findById(ID).orElseThrow();
	}

	private static EntityCache<Album, Long> injected(ConfigurableApplicationContext context) {
		ObjectProvider<EntityCache<Album, Long>> provider = context
			.getBeanProvider(ResolvableType.forClassWithGenerics(EntityCache.class, Album.class, Long.class));
		return provider.getObject();
	}

	/** Asked through another class loader: what this node reads without the database. */
	public static Supplier<String> reader(ConfigurableApplicationContext context) {
		return () -> {
			EntityCache<Album, Long> albums = context.getBean(EntityCaches.class).get(Album.class, Long.class);
			Optional<Album> byCode = albums.findBy("code", CODE);
			return byCode.orElseThrow() + " by " + albums.statistics().loads() + " loads";
		};
	}

}
