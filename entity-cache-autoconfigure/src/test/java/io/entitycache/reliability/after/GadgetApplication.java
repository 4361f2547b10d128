package io.entitycache.reliability.after;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The new version of an application that caches gadgets. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EntityScan(basePackageClasses = Gadget.class)
@EnableJpaRepositories(basePackageClasses = Gadget.class)
public class GadgetApplication {

}
