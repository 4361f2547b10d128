package io.entitycache.reliability.before;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The old version of an application that caches gadgets. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EntityScan(basePackageClasses = Gadget.class)
@EnableJpaRepositories(basePackageClasses = Gadget.class)
public class GadgetApplication {

}
