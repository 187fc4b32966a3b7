using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Paths, names and numbers of columns, as MongoDB reads them.</summary>
public class ColumnPathTests
{
    const string Before =
        """{"tags":["a","b","c"],"title":"text","n":5,"none":null,"when":{"__type":"Date","iso":"2024-01-01T00:00:00.000Z"},"list":[{"n":1},{"n":2}],"deep":{"er":{"x":1}}}""";

    readonly World _world = new();

    [Theory]
    [InlineData("""{"attr.tags.1":"B"}""", "tags", """["a","B","c"]""")]
    [InlineData("""{"attr.tags.3":"d"}""", "tags", """["a","b","c","d"]""")]
    [InlineData("""{"attr.tags.5":"f"}""", "tags", """["a","b","c",null,null,"f"]""")]
    [InlineData("""{"attr.tags.1":{"__op":"Delete"}}""", "tags", """["a",null,"c"]""")]
    [InlineData("""{"attr.tags.9":{"__op":"Delete"}}""", "tags", """["a","b","c"]""")]
    [InlineData("""{"attr.list.1.n":{"__op":"Increment","amount":3}}""", "list", """[{"n":1},{"n":5}]""")]
    [InlineData("""{"attr.list.0.tags":{"__op":"AddUnique","objects":["x"]}}""", "list", """[{"n":1,"tags":["x"]},{"n":2}]""")]
    [InlineData("""{"attr.list.2.n":3}""", "list", """[{"n":1},{"n":2},{"n":3}]""")]
    [InlineData("""{"attr.deep.er.y":2}""", "deep", """{"er":{"x":1,"y":2}}""")]
    [InlineData("""{"attr.deep.other.y":{"__op":"Delete"}}""", "deep", """{"er":{"x":1}}""")]
    [InlineData("""{"attr.fresh.a.b":1}""", "fresh", """{"a":{"b":1}}""")]
    public void A_path_leads_through_objects_by_name_and_through_lists_by_index(string attr, string attribute, string after)
    {
        var tom = _world.Login("Tom");
        var conversation = Start(tom);
        tom.Do(Update(conversation, attr));
        Assert.Equal(after, Attributes(tom, conversation).GetProperty(attribute).GetRawText());
    }

    [Fact]
    public void What_a_change_wrote_at_an_index_a_query_finds_there()
    {
        var tom = _world.Login("Tom");
        var conversation = Start(tom);
        tom.Do(Update(conversation, """{"attr.tags.1":"B"}"""));
        Assert.Equal(1, Count(tom, """{"attr.tags.1":"B"}"""));
        Assert.Equal(0, Count(tom, """{"attr.tags.1":"b"}"""));
    }

    [Theory]
    [InlineData("""{"attr.title.x":1}""")]
    [InlineData("""{"attr.title.x":{"__op":"Delete"}}""")]
    [InlineData("""{"attr.title.x.y":{"__op":"Increment","amount":1}}""")]
    [InlineData("""{"attr.n.x":{"__op":"AddUnique","objects":[1]}}""")]
    [InlineData("""{"attr.none.x":1}""")]
    [InlineData("""{"attr.when.iso":"x"}""")]
    [InlineData("""{"attr.tags.x":1}""")]
    [InlineData("""{"attr.tags.-1":1}""")]
    [InlineData("""{"attr.tags.1.x":1}""")]
    [InlineData("""{"attr.tags.1000000000":1}""")]
    [InlineData("""{"attr.tags.99999999999":1}""")]
    [InlineData("""{"name.x":1}""")]
    public void A_path_through_a_value_without_parts_is_refused_and_nothing_changes(string attr)
    {
        var tom = _world.Login("Tom");
        var conversation = Start(tom);
        Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(Update(conversation, $$"""{"attr.first":1,{{attr[1..]}}""")).Code);
        Assert.Equal(Before, Attributes(tom, conversation).GetRawText());
    }

    [Theory]
    [InlineData("""{"attr":{"v1.0":1}}""")]
    [InlineData("""{"attr":{"$set":1}}""")]
    [InlineData("""{"attr":{"":1}}""")]
    [InlineData("""{"attr":{".":1}}""")]
    [InlineData("""{"attr":{"a..b":1}}""")]
    [InlineData("""{"attr":{"ok":[{"deep":{"x.y":1}}]}}""")]
    [InlineData("""{"attr":{"twice":{"x":1,"x":2}}}""")]
    [InlineData("""{"custom":{"x.y":1}}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"attr..x":1}""")]
    [InlineData("""{"attr.":1}""")]
    [InlineData("""{".attr":1}""")]
    [InlineData("""{"$inc":1}""")]
    [InlineData("""{"attr.$x":1}""")]
    [InlineData("""{"attr":"text"}""")]
    [InlineData("""{"attr":[1]}""")]
    [InlineData("""{"attr":5}""")]
    [InlineData("""{"attr":true}""")]
    [InlineData("""{"name":[]}""")]
    [InlineData("""{"name":{"x":1}}""")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public void What_could_not_be_named_or_means_nothing_is_refused_when_made_and_when_changed(string attr)
    {
        var tom = _world.Login("Tom");
        var conversation = Start(tom);
        Assert.Equal(ErrorCodes.ConversationUpdateFailed,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Start, Attributes = Moves.Json(attr) }).Code);
        Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(Update(conversation, attr)).Code);
        var operators = _world.Engine.Applications["demo"];
        foreach (var refused in new Func<ValueTask>[]
        {
            async () => await operators.Conversations.CreateAsync(new NewConversation { Columns = Moves.Json(attr) }),
            async () => await operators.Conversations.UpdateAsync(conversation, Moves.Json(attr)),
        })
            Assert.Equal(ErrorCodes.ConversationUpdateFailed, Assert.Throws<OperationRefusedException>(() => refused().GetAwaiter().GetResult()).Code);
        Assert.Equal(Before, Attributes(tom, conversation).GetRawText());
    }

    [Fact]
    public void An_id_that_is_no_Unicode_is_none()
    {
        const string Id = "x\ud83d";
        var tom = _world.Login("Tom");
        Assert.Equal(ErrorCodes.InvalidLogin, tom.Fail(new ConversationFrame { Operation = ConversationOperations.Start, Members = [Id] }).Code);
        Assert.Equal(ErrorCodes.InvalidLogin,
            Assert.Throws<OperationRefusedException>(() => _world.Engine.Applications["demo"].Conversations.CreateAsync(new NewConversation { Members = [Id] })
            .GetAwaiter().GetResult()).Code);
        var stranger = _world.Connect();
        stranger.Open(Id);
        Assert.Equal(ErrorCodes.InvalidLogin, stranger.Take<ErrorFrame>().Code);
    }

    [Theory]
    [InlineData(250, true)]
    [InlineData(251, false)]
    public void A_name_of_an_attribute_has_250_characters_at_most(int length, bool isTaken)
    {
        var tom = _world.Login("Tom");
        var name = new string('x', length);
        var start = new ConversationFrame { Operation = ConversationOperations.Start, Attributes = Moves.Json($$$"""{"attr":{"{{{name}}}":1}}""") };
        if (!isTaken)
        {
            Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(start).Code);
            return;
        }
        var conversation = tom.Do(start).ConversationId!;
        tom.Do(Update(conversation, $$"""{"attr.{{name}}":2}"""));
        Assert.Equal(1, Count(tom, $$"""{"attr.{{name}}":2}"""));
        tom.Do(Update(conversation, $$$"""{"attr.{{{name}}}":{"__op":"Delete"}}"""));
        Assert.Equal("{}", Attributes(tom, conversation).GetRawText());
    }

    [Theory]
    [InlineData("[1,2.0]", "AddUnique", "[1.0]", "[1,2.0]")]
    [InlineData("[1,2.0]", "Remove", "[2]", "[1]")]
    [InlineData("[1e2]", "AddUnique", "[100,100.0,1.0e2]", "[1e2]")]
    [InlineData("[-0.0]", "AddUnique", "[0]", "[-0.0]")]
    [InlineData("[0.1]", "Remove", "[0.10,1e-1]", "[]")]
    [InlineData("[9007199254740993]", "AddUnique", "[9007199254740992.0,9007199254740993.0]", "[9007199254740993,9007199254740992.0]")]
    [InlineData("""[{"a":1,"b":[2]}]""", "AddUnique", """[{"b":[2.0],"a":1.0}]""", """[{"a":1,"b":[2]}]""")]
    [InlineData("""[{"a":1}]""", "Remove", """[{"a":"1"}]""", """[{"a":1}]""")]
    [InlineData("""["1",1,true,null]""", "Remove", """[1]""", """["1",true,null]""")]
    public void Items_of_a_list_are_equal_when_their_values_are(string list, string operation, string objects, string after)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json($$$"""{"attr":{"l":{{{list}}}}}""")
        }).ConversationId!;
        tom.Do(Update(conversation, $$$"""{"attr.l":{"__op":"{{{operation}}}","objects":{{{objects}}}}}"""));
        Assert.Equal(after, Attributes(tom, conversation).GetProperty("l").GetRawText());
    }

    [Theory]
    [InlineData("""{"attr.v":1}""")]
    [InlineData("""{"attr.v":1.0}""")]
    [InlineData("""{"attr.v":{"$in":[10e-1]}}""")]
    [InlineData("""{"attr.l":{"$all":[1,2]}}""")]
    [InlineData("""{"attr.l":[1.0,2]}""")]
    [InlineData("""{"attr.o":{"a":[1.0],"b":1e0}}""")]
    [InlineData("""{"attr.o":{"b":1,"a":[1]}}""")]
    [InlineData("""{"attr.o":{"$ne":{"a":[1],"b":2}}}""")]
    public void Numbers_are_equal_by_value_in_every_condition(string where)
    {
        var tom = _world.Login("Tom");
        tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json("""{"attr":{"v":1.0,"l":[1,2.0],"o":{"a":[1],"b":1.0}}}""")
        });
        Assert.Equal(1, Count(tom, where));
    }

    [Theory]
    [InlineData("9007199254740994", "1.0", "9007199254740995")]
    [InlineData("9007199254740993.0", "1", "9007199254740994")]
    [InlineData("5", "1e2", "105")]
    [InlineData("0.5", "0.5", "1")]
    [InlineData("1", "0.25", "1.25")]
    [InlineData("-9223372036854775807", "-1", "-9223372036854775808")]
    [InlineData("9223372036854775807", "1", null)]
    [InlineData("1e308", "1e308", null)]
    [InlineData("1", "\"1\"", null)]
    public void A_counter_is_exact_and_never_overflows(string from, string by, string? to)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json($$$"""{"attr":{"n":{{{from}}}}}""")
        }).ConversationId!;
        var increment = Update(conversation, $$$"""{"attr.n":{"__op":"Increment","amount":{{{by}}}}}""");
        if (to is null)
            Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(increment).Code);
        else
            tom.Do(increment);
        Assert.Equal(to ?? from, Attributes(tom, conversation).GetProperty("n").GetRawText());
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00.123456789Z", true)]
    [InlineData("2024-01-01T00:00:00.1Z", true)]
    [InlineData("2024-01-01T00:00:00Z", true)]
    [InlineData("2024-01-01T00:00Z", true)]
    [InlineData("2024-01-01", true)]
    [InlineData("2024-01-01 00:00:00", true)]
    [InlineData("2024-01-01t00:00:00,5z", true)]
    [InlineData("2024-01-01T08:00:00.123456789+08:00", true)]
    [InlineData("2024-01-01T08:00:00+0800", true)]
    [InlineData("2024-01-01T08:00:00+08", true)]
    [InlineData("2023-12-31T19:00:00.000000000000-05:00", true)]
    [InlineData("2024-02-30T00:00:00Z", false)]
    [InlineData("2024-01-01T24:30:00Z", false)]
    [InlineData("2024-01-01T00:00:00.Z", false)]
    [InlineData("0001-01-01T00:00:00+08:00", false)]
    [InlineData("yesterday", false)]
    public void A_date_is_an_instant_however_its_second_and_its_offset_are_written(string iso, bool isDate)
    {
        var tom = _world.Login("Tom");
        tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json($$$$"""{"attr":{"t":{"__type":"Date","iso":"{{{{iso}}}}"}}}""")
        });
        Assert.Equal(isDate ? 1 : 0,
            Count(tom, """{"attr.t":{"$gte":{"__type":"Date","iso":"2024-01-01T00:00:00.000Z"},"$lt":{"__type":"Date","iso":"2024-01-01T00:00:01.000Z"}}}"""));
        var query = new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = Moves.Json($$$$"""{"createdAt":{"$gt":{"__type":"Date","iso":"{{{{iso}}}}"}}}"""),
            Count = 1
        };
        if (isDate)
            Assert.Equal((1, 1), (tom.Do(query).Count, Count(tom, $$$"""{"createdAt":{"$gt":"{{{iso}}}"}}""")));
        else
            Assert.Equal(ErrorCodes.ConversationQueryFailed, tom.Fail(query).Code);
    }

    static string Start(TestDevice device) =>
        device.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json($$"""{"name":"n","attr":{{Before}}}""")
        }).ConversationId!;

    static ConversationFrame Update(string conversation, string attr) =>
        new() { Operation = ConversationOperations.Update, ConversationId = conversation, Attributes = Moves.Json(attr) };

    static int Count(TestDevice device, string where) =>
        device.Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json(where), Count = 1 }).Count!.Value;

    static JsonElement Attributes(TestDevice device, string conversation) =>
        device.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = Moves.Json($$"""{"objectId":"{{conversation}}"}""")
        }).Results!.Value[0].GetProperty("attr");
}
