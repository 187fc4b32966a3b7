using LeanRx.Server.Storage;
using static LeanRx.Server.Tests.Queries.Sample;

namespace LeanRx.Server.Tests.Queries;

public class FilterOperatorTests
{
    [Theory]
    [InlineData("""{"attr.topic":"movie"}""")]
    [InlineData("""{"attr.topic":{"$eq":"movie"}}""")]
    [InlineData("""{"attr.topic":{"$ne":"private"}}""")]
    [InlineData("""{"attr.age":{"$gt":17,"$lt":19}}""")]
    [InlineData("""{"attr.age":{"$gte":18}}""")]
    [InlineData("""{"attr.age":{"$lte":18}}""")]
    [InlineData("""{"attr.age":18.0}""")]
    [InlineData("""{"attr.age":{"$lt":18.5}}""")]
    [InlineData("""{"attr.ratio":{"$gt":0}}""")]
    [InlineData("""{"attr.topic":{"$in":["music","movie"]}}""")]
    [InlineData("""{"attr.topic":{"$nin":["music"]}}""")]
    [InlineData("""{"attr.topic":{"$nin":[]}}""")]
    [InlineData("""{"attr.keywords":"教育"}""")]
    [InlineData("""{"attr.keywords":{"$in":["x","fun"]}}""")]
    [InlineData("""{"attr.keywords":{"$all":["fun","教育"]}}""")]
    [InlineData("""{"attr.keywords":["教育","fun"]}""")]
    [InlineData("""{"attr.keywords":{"$size":2}}""")]
    [InlineData("""{"attr.topic":{"$all":["movie"]}}""")]
    [InlineData("""{"attr.tag":{"$regex":"[\u4e00-\u9fa5]"}}""")]
    [InlineData("""{"attr.nested.a.b":1}""")]
    [InlineData("""{"attr.nested":{"a":{"b":1}}}""")]
    [InlineData("""{"attr.list.n":2}""")]
    [InlineData("""{"attr.list.1.n":2}""")]
    [InlineData("""{"attr.list.t":null}""")]
    [InlineData("""{"attr.gone":null}""")]
    [InlineData("""{"attr.gone":{"$exists":true}}""")]
    [InlineData("""{"attr.missing":null}""")]
    [InlineData("""{"attr.missing":{"$exists":false}}""")]
    [InlineData("""{"attr.missing":{"$ne":1}}""")]
    [InlineData("""{"attr.missing":{"$nin":[1]}}""")]
    [InlineData("""{"attr.missing":{"$in":[null]}}""")]
    [InlineData("""{"attr.missing":{"$lte":null}}""")]
    [InlineData("""{"m":"tom"}""")]
    [InlineData("""{"m":{"$all":["bob","jerry"]}}""")]
    [InlineData("""{"m":{"$ne":"spike"}}""")]
    [InlineData("""{"m":{"$size":3}}""")]
    [InlineData("""{"m":["tom","jerry","bob"]}""")]
    [InlineData("""{"m.1":"jerry"}""")]
    [InlineData("""{"m":{"$regex":"^je"}}""")]
    [InlineData("""{"mu":"bob","c":"tom","name":"Game night (tonight!)","unique":true}""")]
    [InlineData("""{"tr":false,"sys":false,"temp":false,"conv_type":1}""")]
    [InlineData("""{"tr":{"$ne":true}}""")]
    [InlineData("""{"objectId":"65a1b2c3d4e5f60718293a4b"}""")]
    [InlineData("""{"uniqueId":"6c7b0e5afcae9aa1139a0afa25833dec"}""")]
    [InlineData("""{"level":{"$gt":6}}""")]
    [InlineData("""{"tags":null}""")]
    [InlineData("""{"createdAt":{"__type":"Date","iso":"2024-01-12T08:00:00.123Z"}}""")]
    [InlineData("""{"createdAt":"2024-01-12T09:00:00.123+01:00"}""")]
    [InlineData("""{"lm":{"$gt":{"__type":"Date","iso":"2024-01-12T08:04:59.999Z"},"$lt":"2024-01-13"}}""")]
    [InlineData("""{"updatedAt":{"$in":["2024-01-12T08:00:00.123Z"]}}""")]
    [InlineData("""{"attr.when":{"$gte":{"__type":"Date","iso":"2024-02-01T08:00:00+08:00"}}}""")]
    [InlineData("""{"$or":[{"attr.topic":"music"},{"attr.age":18}]}""")]
    [InlineData("""{"$and":[{"attr.topic":"movie"},{"$or":[{"m":"tom"},{"m":"spike"}]}]}""")]
    [InlineData("""{"attr.keywords":"教育","attr.age":{"$lt":19}}""")]
    [InlineData("{}")]
    public void It_matches(string where) => Assert.True(Where(where).Matches(Game));

    [Theory]
    [InlineData("""{"attr.topic":"Movie"}""")]
    [InlineData("""{"attr.topic":{"$ne":"movie"}}""")]
    [InlineData("""{"attr.age":{"$gt":18}}""")]
    [InlineData("""{"attr.age":{"$lt":18}}""")]
    [InlineData("""{"attr.age":"18"}""")]
    [InlineData("""{"attr.topic":{"$gt":1}}""")]
    [InlineData("""{"attr.topic":{"$lt":1}}""")]
    [InlineData("""{"attr.topic":{"$in":[]}}""")]
    [InlineData("""{"attr.topic":{"$nin":["movie"]}}""")]
    [InlineData("""{"attr.keywords":["fun","教育"]}""")]
    [InlineData("""{"attr.keywords":{"$all":["fun","more"]}}""")]
    [InlineData("""{"attr.keywords":{"$all":[]}}""")]
    [InlineData("""{"attr.keywords":{"$ne":"fun"}}""")]
    [InlineData("""{"attr.keywords":{"$nin":["x","fun"]}}""")]
    [InlineData("""{"attr.keywords":{"$size":1}}""")]
    [InlineData("""{"attr.topic":{"$size":1}}""")]
    [InlineData("""{"attr.topic":{"$regex":"[\u4e00-\u9fa5]"}}""")]
    [InlineData("""{"attr.age":{"$regex":"18"}}""")]
    [InlineData("""{"attr.nested":{"a":{"b":2}}}""")]
    [InlineData("""{"attr.nested":{"$gt":{}}}""")]
    [InlineData("""{"attr.list.2.n":2}""")]
    [InlineData("""{"attr.topic":null}""")]
    [InlineData("""{"attr.gone":{"$ne":null}}""")]
    [InlineData("""{"attr.gone":{"$exists":false}}""")]
    [InlineData("""{"attr.missing":{"$exists":true}}""")]
    [InlineData("""{"attr.missing":{"$gt":null}}""")]
    [InlineData("""{"attr.missing":{"$nin":[null]}}""")]
    [InlineData("""{"attr.missing":{"$lt":1}}""")]
    [InlineData("""{"m":"spike"}""")]
    [InlineData("""{"m":{"$ne":"tom"}}""")]
    [InlineData("""{"tr":true}""")]
    [InlineData("""{"tr":null}""")]
    [InlineData("""{"conv_type":2}""")]
    [InlineData("""{"createdAt":{"$gt":"2024-01-12T08:00:00.123Z"}}""")]
    [InlineData("""{"createdAt":{"$gt":1}}""")]
    [InlineData("""{"lm":"yesterday"}""")]
    [InlineData("""{"attr.when":"2024-02-01T00:00:00.000Z"}""")]
    [InlineData("""{"attr.keywords":"教育","attr.age":{"$lt":18}}""")]
    [InlineData("""{"$or":[{"attr.topic":"music"},{"attr.age":19}]}""")]
    public void It_does_not_match(string where) => Assert.False(Where(where).Matches(Game));

    [Theory]
    [InlineData("""{"tr":false,"sys":{"$ne":true},"unique":false,"conv_type":1}""")]
    [InlineData("""{"lm":null,"name":{"$exists":false},"attr":{"$exists":false},"c":null,"uniqueId":null}""")]
    [InlineData("""{"m":[],"mu":{"$size":0}}""")]
    [InlineData("""{"attr.topic":{"$ne":"movie"}}""")]
    public void What_is_not_set_is_missing_and_flags_are_false(string where) => Assert.True(Where(where).Matches(Empty));

    [Fact]
    public void Kinds_are_told_apart_by_number()
    {
        ConversationRecord[] kinds = [Empty, Empty with { IsTransient = true }, Empty with { IsSystem = true }, Empty with { IsTemporary = true }];

        foreach (var (kind, index) in kinds.Select((kind, index) => (kind, index)))
        {
            Assert.Equal([index], Enumerable.Range(0, 4).Where(other => Where($$$"""{"conv_type":{{{other + 1}}}}""").Matches(kind)));
        }

        Assert.Equal([kinds[0]], kinds.Where(ConversationFilter.Normal.Matches));
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992.0", 1)]
    [InlineData("9223372036854775807", "9223372036854775808", -1)]
    [InlineData("-1.5", "-1", -1)]
    [InlineData("1e400", "9223372036854775807", 1)]
    [InlineData("1e2", "100", 0)]
    public void Numbers_compare_exactly(string left, string right, int order)
    {
        var conversation = Empty with { Attributes = Json($$$"""{"n":{{{left}}}}""") };

        Assert.Equal(
            (order < 0, order == 0, order > 0),
            (Where($$$"""{"attr.n":{"$lt":{{{right}}}}}""").Matches(conversation), Where($$$"""{"attr.n":{{{right}}}}""").Matches(conversation),
                Where($$$"""{"attr.n":{"$gt":{{{right}}}}}""").Matches(conversation)));
    }

    [Fact]
    public void Two_filters_joined_demand_both()
    {
        var both = Where("""{"attr.topic":"movie"}""").And(Where("""{"m":"tom"}"""));

        Assert.True(both.Matches(Game));
        Assert.False(both.Matches(Game with { Members = ["bob"] }));
        Assert.False(both.Matches(Game with { Attributes = null }));
        Assert.Equal("tom", both.RequiredMember);
    }

    [Fact]
    public void Stored_text_that_is_no_valid_Unicode_is_missing_and_hurts_no_query()
    {
        var odd = Empty with { Attributes = Json("""{"a":"\ud800","\udc00":1,"b":{"x":"\ud800"}}""") };

        Assert.True(Where("""{"attr.a":null,"attr.c":null,"attr.b":{"$ne":{"x":1}}}""").Matches(odd));
        Assert.False(Where("""{"attr.a":{"$regex":"."}}""").Matches(odd));
        Assert.Equal(0, ConversationSort.Parse("attr.a,attr.b").Compare(odd, odd));
    }

    [Fact]
    public void A_path_through_many_arrays_is_walked_once()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"0":[""", 30)) + string.Concat(Enumerable.Repeat("]}", 30));
        var where = Where($$$"""{"attr{{{string.Concat(Enumerable.Repeat(".0", 31))}}}":1}""");

        Assert.False(where.Matches(Empty with { Attributes = Json(deep) }));
    }
}
