package io.entitycache.exploration;

import java.util.*;

class Try2 {

	public static void main(String[] args) throws Exception {
		for (Class<?> c : List.of(GuardTests.class, ExplorerTests.class))
			for (var m : c.getDeclaredMethods()) {
				if (m.getAnnotation(org.junit.jupiter.api.Test.class) == null
						|| (args.length > 0 && !Arrays.asList(args).contains(m.getName())))
					continue;
				m.setAccessible(true);
				var k = c.getDeclaredConstructor();
				k.setAccessible(true);
				long start = System.nanoTime();
				try {
					m.invoke(k.newInstance());
					System.out.println("OK   " + m.getName() + " " + (System.nanoTime() - start) / 1000000 + " ms");
				}
				catch (java.lang.reflect.InvocationTargetException ex) {
					System.out.println("FAIL " + m.getName() + " " + (System.nanoTime() - start) / 1000000 + " ms "
							+ ex.getCause());
				}
			}
	}

}
