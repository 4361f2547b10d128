package io.entitycache.benchmarks.shop;

import java.time.Duration;

import org.hibernate.cfg.AvailableSettings;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A database that takes its time, if {@code shop.select-delay} says how long. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shop.select-delay")
class SlowDatabase {

	@Bean
	SlowSelects slowSelects(@Value("${shop.select-delay}") Duration delay) {
		return new SlowSelects(delay);
	}

	@Bean
	HibernatePropertiesCustomizer slowSelectsCustomizer(SlowSelects selects) {
		return (properties) -> properties.put(AvailableSettings.STATEMENT_INSPECTOR, selects);
	}

}
