"""Raises alerts as a script with kafka-python does it: purchases above a price, three logins of a user in a minute.

Arguments: bootstrap servers, topic, number of records. Prints JSON: seconds from the first record to the last, alerts.
Alerts are produced to the topic `TOPIC-by-kafka-python`.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

servers, topic, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
consumer = KafkaConsumer(
    bootstrap_servers=servers,
    enable_auto_commit=False,
    isolation_level="read_committed",
    fetch_max_bytes=64 * 1024 * 1024,
    max_partition_fetch_bytes=8 * 1024 * 1024,
    max_poll_records=10_000,
)
producer = KafkaProducer(bootstrap_servers=servers, acks="all", compression_type="lz4", linger_ms=5)
partitions = [TopicPartition(topic, partition) for partition in consumer.partitions_for_topic(topic)]
consumer.assign(partitions)
consumer.seek_to_beginning(*partitions)

logins, alerts, count, begin = defaultdict(list), Counter(), 0, None


def alert(rule, record, events):
    alerts[rule] += 1
    key = f"{record.topic}-{record.partition}@{record.offset}/{rule}"
    body = {"rule": rule, "trigger": record.offset, "events": events}
    producer.send(f"{topic}-by-kafka-python", key=key.encode(), value=json.dumps(body, default=str).encode())


while count < wanted:
    for records in consumer.poll(timeout_ms=1000).values():
        begin = begin or time.perf_counter()
        for record in records:
            event = json.loads(record.value, parse_float=Decimal)
            kind = event["event_type"]
            if kind == "purchase" and event["price"] > 1400:
                alert("expensive", record, [event])
            elif kind == "login":
                last = logins[event["user_id"]]
                last.append((datetime.fromisoformat(event["timestamp"]), event))
                del last[:-3]
                if len(last) == 3:
                    times = [when for when, _ in last]
                    if (max(times) - min(times)).total_seconds() <= 60:
                        alert("logins", record, [one for _, one in last])
                        last.clear()
            count += 1
producer.flush()
seconds = time.perf_counter() - begin
print(json.dumps({"seconds": seconds, "count": count, "alerts": alerts}))
