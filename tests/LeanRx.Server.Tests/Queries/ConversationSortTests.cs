using LeanRx.Server.Storage;
using static LeanRx.Server.Tests.Queries.Sample;

namespace LeanRx.Server.Tests.Queries;

public class ConversationSortTests
{
    static string Sorted(string sort, params ConversationRecord[] conversations) =>
        string.Join(' ', conversations.Order(ConversationSort.Parse(sort)).Select(conversation => conversation.Id));

    static ConversationRecord With(string id, string? attributes = null, long? last = null, string? name = null) =>
        Empty with { Id = id, Attributes = attributes is null ? null : Json(attributes), LastMessageAt = last, Name = name };

    [Fact]
    public void The_newest_message_comes_first_by_default_and_silence_last()
    {
        ConversationRecord[] conversations = [With("a"), With("b", last: 1), With("c", last: 2)];

        Assert.Equal("c b a", string.Join(' ', conversations.Order(ConversationSort.Default).Select(conversation => conversation.Id)));
        Assert.Equal("a b c", Sorted("lm", conversations));
    }

    [Fact]
    public void Columns_count_from_left_to_right_and_ids_last() =>
        Assert.Equal("d b c a",
            Sorted(" name , -lm ", With("a", name: "y", last: 9), With("b", name: "x", last: 1), With("c", name: "x", last: 1), With("d", name: "x", last: 2)));

    [Fact]
    public void Types_have_an_order() =>
        Assert.Equal(
            "a b c d e f g",
            Sorted("attr.v", With("g", """{"v":{"__type":"Date","iso":"2024-01-12"}}"""), With("f", """{"v":false}"""), With("e", """{"v":{}}"""),
                With("d", """{"v":"x"}"""), With("c", """{"v":2}"""), With("b", """{"v":null}"""), With("a")));

    [Fact]
    public void An_array_counts_as_its_least_element_and_descending_as_its_greatest()
    {
        ConversationRecord[] conversations = [With("a", """{"v":[1,9]}"""), With("b", """{"v":5}"""), With("c", """{"v":[]}""")];

        Assert.Equal("c a b", Sorted("attr.v", conversations));
        Assert.Equal("a b c", Sorted("-attr.v", conversations));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("lm,")]
    [InlineData("lm,,name")]
    [InlineData("attr.")]
    public void A_sort_that_names_no_column(string sort) =>
        Assert.Equal("sort: no column is named", Assert.Throws<QueryFormatException>(() => ConversationSort.Parse(sort)).Message);

    [Fact]
    public void A_sort_of_too_many_columns() =>
        Assert.Equal("sort: more than 16 columns",
        Assert.Throws<QueryFormatException>(() => ConversationSort.Parse(string.Join(',', Enumerable.Repeat("lm", 17)))).Message);
}
