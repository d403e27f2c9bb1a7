package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong configuration is refused before a connector exists, with the place and the reason. */
class RefusalTest {
  private static final String FIELDS =
      """
      {'id':{'type':'string','pattern':'^u[0-9]{2}$','required':true},
       'kind':{'type':'string','enum':['a','b'],'required':true},
       'price':{'type':'number','decimals':2,'minimum':0,'required':true},
       'n':{'type':'integer','minimum':1,'maximum':5,'required':true},
       'list':{'type':'array','items':{'type':'integer','required':true},'maxItems':3,'required':true}}""";

  private static Sample good() {
    return Sample.of(FIELDS);
  }

  private static List<String> refusals(Sample sample) {
    return new DatagenSourceConnector()
        .validate(sample.properties()).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
  }

  @Test
  void theGoodOneIsNot() {
    assertEquals(List.of(), refusals(good()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'nn':{'range':[1,5]}}                            | no event of these topics has a field nn",
        "{'n':{'range':[0,5]}}                             | fields.n.range: 0 breaks the contract: below its minimum",
        "{'n':[1,9]}                                       | fields.n: 9 breaks the contract: above its maximum",
        "{'n':[3,2]}                                       | no number lies from 3 to 2",
        "{'n':{'rnage':[1,5]}}                             | one of these must stand here",
        "{'n':{'range':[1,5],'zipf':1}}                    | not understood here: zipf",
        "{'n':{'range':[1,5],'present':0.5}}               | the contract demands this field always",
        "{'kind':{'choice':{'a':0}}}                       | a weight must be a number above 0",
        "{'kind':{'choice':['a','c']}}                     | \"c\" breaks the contract: not in its enum",
        "{'kind':{'choice':[]}}                            | it has no values",
        "{'price':{'constant':1.999}}                      | more than 2 digits after the point",
        "{'price':{'by':'kind','a':[1,2]}}                 | the case b is missing",
        "{'price':{'by':'kind','a':[1,2],'b':[1,2],'c':[1,2]}} | c: no such case, there are a, b",
        "{'price':{'by':'n','otherwise':[1,2]}}            | field n has no cases",
        "{'price':{'by':'name','otherwise':[1,2]}}         | no field name is known here",
        "{'id':{'ids':[1,100],'as':'u{00}'}}               | \"u100\" breaks the contract: not of the pattern",
        "{'id':{'ids':[1,9],'as':'u'}}                     | exactly one {}",
        "{'id':{'template':'u{n}'}}                        | fields.id: ",
        "{'id':{'template':'{id}'}}                        | depend on each other in a circle",
        "{'id':{'pattern':'u(?=x)[0-9]{2}'}}               | is not understood; give the field a hint",
        "{'id':{'pattern':'v[0-9]{2}'}}                    | fields.id: ",
        "{'list':{'items':[1,2],'length':[1,4]}}           | it must be from 0 to 3",
        "{'n':{'ids':[1,5],'taste':{'of':'kind','clusters':9,'preferred':1,'loyalty':1}}} | it must be from 1 to 5",
        "{'n':{'ids':[1,5],'taste':{'of':'price','clusters':2,'preferred':1,'loyalty':1}}} | field price has no numbers",
      })
  void hintsThatDoNotFit(String hints, String reason) {
    List<String> refusals = refusals(good().hints(hints));
    assertEquals(1, refusals.size(), refusals.toString());
    assertTrue(refusals.get(0).contains(reason), refusals.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rate            | 0                | above 0",
        "count           | -5               | above 0",
        "start           | yesterday        | no instant",
        "pace            | 5                | needs start",
        "record.time     | never            | record.time",
        "fields          | [1]              | a JSON object must stand here",
        "types           | {'x':1}          | no event of these topics has a type x",
        "topic.t.share   | 0                | is not above 0",
        "topic.t.event   | {}               | topic.t.event",
        "topic.t.key     | list             | it must be a field that every event has",
        "topics          | t,other          | topic.other.event is missing",
      })
  void settingsThatCannotBe(String key, String value, String reason) {
    List<String> refusals = refusals(good().with(key, value));
    assertEquals(1, refusals.size(), refusals.toString());
    assertTrue(refusals.get(0).contains(reason), refusals.get(0));
  }
}
