namespace LeanRx.Tests.Queries;

public class ConversationQueryTests
{
    [Fact]
    [Trait("Row", "S127")]
    [Trait("Row", "S128")]
    [Trait("Row", "S129")]
    [Trait("Row", "S130")]
    [Trait("Row", "S131")]
    public void A_query_that_says_nothing_has_the_defaults_of_the_guide()
    {
        var query = new ConversationQuery();
        Assert.Equal((null, "-lm", 10, 0, false, false), (query.Condition, query.Sort, query.Limit, query.Skip, query.Compact, query.WithLastMessage));
    }

    [Fact]
    public void Each_where_narrows_it_further()
    {
        var query = new ConversationQuery().Where(c => c.Name == "a" | c.Name == "b").Where(c => c.Attribute("age") > 1).Where(c => c.Attribute("age") < 9);
        Assert.Equal("""{"$and":[{"$or":[{"name":"a"},{"name":"b"}],"attr.age":{"$gt":1}},{"attr.age":{"$lt":9}}]}""", query.Condition!.ToString());
    }

    [Fact]
    public void Several_columns_sort_and_a_new_order_takes_the_place_of_the_one_before()
    {
        var query = new ConversationQuery().OrderByDescending(c => c.Attribute("level")).ThenBy(c => c.Name).ThenByDescending(c => c.CreatedAt);
        Assert.Equal("-attr.level,name,-createdAt", query.Sort);
        Assert.Equal("lm", query.OrderBy(c => c.LastMessageAt).Sort);
    }

    [Fact]
    public void A_query_can_be_written_as_one()
    {
        var query = from c in new ConversationQuery { Limit = 5 }
                    where c.Attribute("topic") == "movie"
                    where !c.IsTransient
                    orderby c.Name, c.CreatedAt descending
                    select c;
        Assert.Equal(("""{"attr.topic":"movie","tr":{"$ne":true}}""", "name,-createdAt", 5), (query.Condition!.ToString(), query.Sort, query.Limit));
    }

    [Fact]
    public void A_step_leaves_the_query_before_it_alone()
    {
        var all = new ConversationQuery { Limit = 3 };
        var some = all.Where(c => c.Name == "a").OrderBy(c => c.Name);
        Assert.Equal(new ConversationQuery { Limit = 3 }, all);
        Assert.Equal((3, 7), (some.Limit, (some with { Limit = 7 }).Limit));
        Assert.Equal("name", (some with { Limit = 7 }).Sort);
    }
}
