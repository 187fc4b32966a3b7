using System.Text.RegularExpressions;

namespace LeanRx.Tests.Queries;

/// <summary>Conditions and what goes on the wire for them (S71 to S78, S84 to S88, protocol.md §4.5.1).</summary>
public class ConditionTests
{
    static readonly DateTimeOffset Noon = new(2024, 1, 12, 13, 0, 0, TimeSpan.FromHours(1));

    static string Where(Func<ConversationColumns, Condition> condition) => new ConversationQuery().Where(condition).Condition!.ToString();

    [Fact]
    [Trait("Row", "S71")]
    [Trait("Row", "S72")]
    [Trait("Row", "S73")]
    public void Attributes_are_compared_with_operators()
    {
        Assert.Equal("""{"attr.topic":"movie"}""", Where(c => c.Attribute("topic") == "movie"));
        Assert.Equal("""{"attr.type":{"$ne":"private"}}""", Where(c => c.Attribute("type") != "private"));
        Assert.Equal("""{"attr.age":{"$gt":18}}""", Where(c => c.Attribute("age") > 18));
        Assert.Equal("""{"attr.age":{"$gte":18}}""", Where(c => c.Attribute("age") >= 18L));
        Assert.Equal("""{"attr.age":{"$lt":18.5}}""", Where(c => c.Attribute("age") < 18.5));
        Assert.Equal("""{"attr.age":{"$lte":18.50}}""", Where(c => c.Attribute("age") <= 18.50m));
        Assert.Equal("""{"attr.vip":true}""", Where(c => c.Attribute("vip") == true));
        Assert.Equal("""{"attr.x":null}""", Where(c => c.Attribute("x") == null));
        Assert.Equal("""{"attr.at":{"$lt":{"__type":"Date","iso":"2024-01-12T12:00:00.000Z"}}}""", Where(c => c.Attribute("at") < Noon));
    }

    [Fact]
    public void Every_column_has_its_name_and_type()
    {
        Assert.Equal("""{"objectId":"65a1"}""", Where(c => c.Id == "65a1"));
        Assert.Equal("""{"name":{"$ne":null}}""", Where(c => c.Name != null));
        Assert.Equal("""{"c":{"$lt":"tom"}}""", Where(c => c.CreatorId < "tom"));
        Assert.Equal("""{"mu":"tom"}""", Where(c => c.MutedBy.Contains("tom")));
        Assert.Equal("""{"lm":{"$gt":{"__type":"Date","iso":"2024-01-12T12:00:00.0000001Z"}}}""", Where(c => c.LastMessageAt > Noon.AddTicks(1)));
        Assert.Equal("""{"createdAt":{"$in":[{"__type":"Date","iso":"2024-01-12T12:00:00.000Z"},null]}}""", Where(c => c.CreatedAt.In(Noon, null)));
        Assert.Equal("""{"updatedAt":{"$exists":true}}""", Where(c => c.UpdatedAt.Exists()));
        Assert.Equal("""{"level.0.x":7}""", Where(c => c.Custom("level.0.x") == 7));
        Assert.Equal("attr.a.b", new ConversationQuery().OrderBy(c => c.Attribute("a.b")).Sort);
    }

    [Fact]
    [Trait("Row", "S86")]
    public void A_flag_is_a_condition_by_itself()
    {
        Assert.Equal("""{"tr":true}""", Where(c => c.IsTransient));
        Assert.Equal("""{"tr":{"$ne":true}}""", Where(c => !c.IsTransient));
        Assert.Equal("""{"sys":true}""", Where(c => c.IsSystem == true));
        Assert.Equal("""{"unique":{"$ne":true}}""", Where(c => c.IsUnique != true));
        Assert.Equal("""{"temp":true}""", Where(c => c.IsTemporary != false));
        Assert.Equal("""{"attr.topic":"奔跑吧，兄弟","tr":true}""", Where(c => c.Attribute("topic") == "奔跑吧，兄弟" & c.IsTransient));
        Assert.Equal("""{"tr":true,"m":"tom"}""", Where(c => c.IsTransient & c.Members.Contains("tom")));
        Assert.Equal("""{"$or":[{"tr":true},{"sys":true}]}""", Where(c => c.IsTransient | c.IsSystem));
    }

    [Fact]
    [Trait("Row", "S77")]
    public void Lists_contain_one_all_or_any()
    {
        Assert.Equal("""{"m":"Bob"}""", Where(c => c.Members.Contains("Bob")));
        Assert.Equal("""{"m":{"$all":["Bob","Jerry"]}}""", Where(c => c.Members.ContainsAll("Bob", "Jerry", "Bob")));
        Assert.Equal("""{"m":{"$in":["Bob","Jerry"]}}""", Where(c => c.Members.ContainsAny(new List<string> { "Bob", "Jerry" })));
        Assert.Equal("""{"m":{"$size":2}}""", Where(c => c.Members.HasSize(2)));
        Assert.Equal("""{"attr.tags":{"$all":["a",1]}}""", Where(c => c.Attribute("tags").ContainsAll("a", 1)));
        Assert.Equal("""{"attr.tags":{"$size":0}}""", Where(c => c.Attribute("tags").HasSize(0)));
        Assert.Equal("""{"attr.x":{"$nin":["a",1.5,null]}}""", Where(c => c.Attribute("x").NotIn("a", 1.5, (string?)null)));
        Assert.Equal("""{"objectId":{"$in":[]}}""", Where(c => c.Id.In([])));
        Assert.Equal("""{"attr.x":{"$exists":false}}""", Where(c => c.Attribute("x").DoesNotExist()));
    }

    [Fact]
    [Trait("Row", "S74")]
    [Trait("Row", "S75")]
    [Trait("Row", "S76")]
    public void Texts_are_searched_and_what_is_meant_literally_is_quoted()
    {
        Assert.Equal("""{"attr.keywords":{"$regex":"\\Q教育\\E"}}""", Where(c => c.Attribute("keywords").Contains("教育")));
        Assert.Equal("""{"name":{"$regex":"^\\Qa.b\\E"}}""", Where(c => c.Name.StartsWith("a.b")));
        Assert.Equal("""{"name":{"$regex":"\\Qa\\E\\\\E\\Qb\\E"}}""", Where(c => c.Name.Contains(@"a\Eb")));
        Assert.Equal("""{"attr.tag":{"$regex":"[\\u4e00-\\u9fa5]"}}""", Where(c => c.Attribute("tag").Matches(@"[\u4e00-\u9fa5]")));
        Assert.Equal("""{"name":{"$regex":"^a b","$options":"imsx"}}""",
            Where(c => c.Name.Matches("^a b",
            RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)));
    }

    [Fact]
    [Trait("Row", "S78")]
    public void Conditions_join()
    {
        Assert.Equal("""{"attr.keywords":{"$regex":"\\Q教育\\E"},"attr.age":{"$lt":18}}""",
            Where(c => c.Attribute("keywords").Contains("教育") & c.Attribute("age") < 18));
        Assert.Equal("""{"$or":[{"name":"a"},{"name":"b"},{"name":"c","tr":true}]}""",
            Where(c => c.Name == "a" | c.Name == "b" | c.Name == "c" & c.IsTransient));
        Assert.Equal("""{"$or":[{"name":"a"},{"name":"b"}],"c":"tom"}""", Where(c => (c.Name == "a" | c.Name == "b") & c.CreatorId == "tom"));
    }

    [Fact]
    public void Two_conditions_on_one_column_both_count()
    {
        Assert.Equal("""{"$and":[{"attr.age":{"$gt":1}},{"attr.age":{"$lt":9}}],"attr.age":{"$ne":5}}""",
            Where(c => c.Attribute("age") > 1 & c.Attribute("age") < 9 & c.Attribute("age") != 5));
        Assert.Equal("""{"$and":[{"name":"a"},{"name":"b"}],"c":"tom"}""", Where(c => c.Name == "a" & c.Name == "b" & c.CreatorId == "tom"));
        Assert.Equal("""{"$and":[{"name":"a"},{"name":"b"},{"c":"tom"},{"c":"bob"}]}""",
            Where(c => c.Name == "a" & c.Name == "b" & c.CreatorId == "tom" & c.CreatorId == "bob"));
        Assert.Equal("""{"$and":[{"$or":[{"name":"a"},{"name":"b"}]},{"$or":[{"c":"a"},{"c":"b"}]}]}""",
            Where(c => (c.Name == "a" | c.Name == "b") & (c.CreatorId == "a" | c.CreatorId == "b")));
    }

    [Fact]
    public void A_long_chain_does_not_become_deep()
    {
        var names = Enumerable.Range(0, 100).Select(number => $"n{number}").ToList();
        Assert.DoesNotContain("]}]}", Where(c => names.Select(name => c.Name != name).Aggregate((all, one) => all & one)), StringComparison.Ordinal);
        Assert.DoesNotContain("]}]}", Where(c => names.Select(name => c.Name == name).Aggregate((all, one) => all | one)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_is_not_changed_by_what_is_made_of_it()
    {
        Condition? name = null;
        Where(c => name = c.Name == "a");
        Assert.Equal("""{"name":"a","tr":true}""", Where(c => name! & c.IsTransient));
        Assert.Equal("""{"$or":[{"name":"a"},{"name":"a"}]}""", Where(_ => name! | name!));
        Assert.Equal("""{"name":"a"}""", name!.ToString());
    }
}
