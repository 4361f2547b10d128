package io.entitycache.history;

import java.time.Duration;

import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TcpProxy;

/** What can go wrong, and how it is done to the processes of a history. */
enum Fault {

	/** A node is killed between a commit and its announcement. */
	WRITER_KILLED {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			HistoryProcess process = cluster.process(victim);
			process.send("arm");
			process.awaitLine("HELD", Duration.ofSeconds(20));
			process.kill();
			cluster.replace(victim);
		}
	},

	/** A node stands still. */
	NODE_FROZEN {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			cluster.process(victim).freeze();
			cluster.pause(length);
			cluster.process(victim).thaw();
		}
	},

	/** Every subscription is cut. */
	SUBSCRIBERS_KILLED {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			cluster.redis().killSubscribers();
		}
	},

	/** Redis answers nobody for a while. */
	CLIENTS_PAUSED {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			cluster.redis().pauseClients(length);
			cluster.pause(length);
		}
	},

	/** Redis dies, and comes back empty. */
	REDIS_RESTARTED {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			RedisTestServer redis = cluster.redis();
			redis.kill();
			cluster.pause(length);
			redis.restart();
		}
	},

	/** Redis dies, and comes back with what it had some time before. */
	REDIS_RESTARTED_FROM_SNAPSHOT {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			RedisTestServer redis = cluster.redis();
			redis.saveSnapshot();
			cluster.pause(length);
			redis.restartFromSnapshot();
		}
	},

	/** Somebody flushes Redis. */
	REDIS_FLUSHED {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			cluster.redis().flushAll();
		}
	},

	/** Redis runs out of memory and refuses what needs more. */
	REDIS_FULL {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			RedisTestServer redis = cluster.redis();
			redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
			redis.command("CONFIG", "SET", "maxmemory", redis.info("memory").get("used_memory"));
			cluster.pause(length);
			redis.command("CONFIG", "SET", "maxmemory", "0");
		}
	},

	/** The link of one node is slow. */
	LINK_SLOW {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			TcpProxy link = cluster.link(victim);
			link.delay(Duration.ofMillis(40));
			cluster.pause(length);
			link.heal();
		}
	},

	/** What one node sends arrives, and it hears nothing. */
	LINK_ONE_WAY {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			TcpProxy link = cluster.link(victim);
			link.cutServerToClient();
			cluster.pause(length);
			link.heal();
		}
	},

	/** One node has no link. */
	LINK_DOWN {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			TcpProxy link = cluster.link(victim);
			link.drop();
			cluster.pause(length);
			link.heal();
		}
	},

	/** The master dies and a replica takes over. */
	SENTINEL_FAILOVER {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			cluster.sentinel().failOver();
		}
	},

	/** A replica becomes the master, and lacks what the old one has taken since. */
	MASTER_SWITCHED {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			cluster.switchMaster(length);
		}
	},

	/** A server of a cluster dies, and comes back empty. */
	CLUSTER_NODE_LOST {
		@Override
		void strike(HistoryCluster cluster, int victim, Duration length) {
			RedisTestServer lost = cluster.redisCluster().masters().get(victim % 3);
			lost.kill();
			cluster.pause(length);
			lost.restart();
			cluster.redisCluster().awaitOk();
		}
	};

	/** The faults that a single server and links to it can have. */
	static final Fault[] OF_SINGLE_SERVER = { WRITER_KILLED, NODE_FROZEN, SUBSCRIBERS_KILLED, CLIENTS_PAUSED,
			REDIS_RESTARTED, REDIS_RESTARTED_FROM_SNAPSHOT, REDIS_FLUSHED, REDIS_FULL, LINK_SLOW, LINK_ONE_WAY,
			LINK_DOWN };

	/** Does it, and undoes it. */
	abstract void strike(HistoryCluster cluster, int victim, Duration length);

}
