package io.entitycache.moves;

import org.junit.jupiter.api.AfterAll;

class H2MovedMeanwhileTests extends MovedMeanwhileScenarios {

	private static final ShelterNode NODE = ShelterNode.start(ShelterNode.Alone.class,
			"spring.datasource.url=jdbc:h2:mem:shelters;DB_CLOSE_DELAY=-1", "spring.jpa.hibernate.ddl-auto=create");

	@Override
	ShelterNode node() {
		return NODE;
	}

	@AfterAll
	static void stop() {
		NODE.close();
	}

}
