package io.entitycache.exploration;

import java.util.*;
import java.util.function.*;

class Try {

	public static void main(String[] args) throws Exception {
		for (var m : Stories.class.getDeclaredMethods()) {
			if (m.getParameterCount() != 2 || m.getReturnType() != void.class
					|| (args.length > 0 && !Arrays.asList(args).contains(m.getName())))
				continue;
			long start = System.nanoTime();
			try {
				var e = Explorer.reduced().explore((l) -> {
					World w = new World(l);
					try {
						m.invoke(null, w, NodeDesign.GUARDED);
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
					return w.outcome();
				});
				System.out.println(m.getName() + " " + e.schedules() + " of " + e.runs() + " " + e.outcomes().size()
						+ " outcomes " + (System.nanoTime() - start) / 1000000 + " ms");
				if (args.length > 0)
					e.outcomes().forEach(System.out::println);
			}
			catch (Throwable v) {
				System.out.println(m.getName() + " " + v.getClass().getSimpleName() + " "
						+ (System.nanoTime() - start) / 1000000 + " ms " + v.getMessage());
				if (!(v instanceof Violation))
					v.printStackTrace(System.out);
			}
		}
	}

}
