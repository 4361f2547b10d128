package io.entitycache.reliability.counter;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** An application that caches counters. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EntityScan(basePackageClasses = Counter.class)
@EnableJpaRepositories(basePackageClasses = Counter.class)
public class CounterApplication {

}
