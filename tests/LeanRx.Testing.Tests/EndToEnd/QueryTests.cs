using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Server;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests.EndToEnd;

/// <summary>Queries from the client's conditions to the engine's answer (S67, S68, S71 to S79, S126 to S132).</summary>
public class QueryTests
{
    readonly VirtualWorld _world = WorldWith(TimeSpan.FromSeconds(30));
    readonly LeanClient _tom;

    public QueryTests()
    {
        _tom = _world.CreateClient("Tom");
        _world.Run(_tom.OpenAsync());
        Create("儿童教育", 7, "Jerry", "Bob");
        Create("高等教育", 20, "Jerry");
        Create("运动", 7, "Bob");
    }

    /// <summary>The time of expressions is the machine's own, and machines are busy.</summary>
    static VirtualWorld WorldWith(TimeSpan queryTimeout) =>
        new(new TestScheduler(), new() { Server = new() { Limits = ServerLimits.Default with { QueryTimeout = queryTimeout } } });

    void Create(string keywords, int age, params string[] members)
    {
        var chat = _world.Run(_tom.CreateConversationAsync(members,
            new() { Name = keywords, Attributes = new JsonObject { ["keywords"] = keywords, ["age"] = age, ["tags"] = new JsonArray("a", keywords) } }));
        _world.Run(chat.SendAsync("hi from " + keywords));
    }

    string Find(ConversationQuery query) => string.Join(' ', _world.Run(_tom.QueryConversationsAsync(query)).Select(chat => chat.Name));

    string Find(Func<ConversationColumns, Condition> condition) => Find(new ConversationQuery().Where(condition).OrderBy(c => c.CreatedAt));

    [Fact]
    [Trait("Row", "S71")]
    [Trait("Row", "S73")]
    [Trait("Row", "S75")]
    [Trait("Row", "S76")]
    [Trait("Row", "S77")]
    [Trait("Row", "S78")]
    public void Conditions_find_what_they_say()
    {
        Assert.Equal("高等教育", Find(c => c.Attribute("age") > 18));
        Assert.Equal("儿童教育 运动", Find(c => c.Attribute("age") == 7));
        Assert.Equal("儿童教育 高等教育", Find(c => c.Attribute("keywords").Contains("教育")));
        Assert.Equal("儿童教育", Find(c => c.Attribute("keywords").Contains("教育") & c.Attribute("age") < 18));
        Assert.Equal("儿童教育", Find(c => c.Members.ContainsAll("Bob", "Jerry")));
        Assert.Equal("高等教育 运动", Find(c => c.Name.StartsWith("高") | c.Name.Matches("^运.$")));
        Assert.Equal("儿童教育 运动", Find(c => c.Attribute("tags").In("儿童教育", "运动")));
        Assert.Equal("儿童教育 高等教育 运动", Find(c => c.Attribute("tags").HasSize(2) & c.Attribute("nothing").DoesNotExist() & c.CreatedAt <= _world.Clock.Now));
    }

    [Fact]
    [Trait("Row", "S79")]
    [Trait("Row", "S128")]
    [Trait("Row", "S129")]
    [Trait("Row", "S130")]
    public void Pages_order_and_count_are_what_was_asked_for()
    {
        Assert.Equal("运动 高等教育 儿童教育", Find(new ConversationQuery()));
        Assert.Equal("高等教育", Find(new ConversationQuery { Skip = 1, Limit = 1 }));
        Assert.Equal("高等教育 儿童教育 运动", Find(new ConversationQuery().OrderByDescending(c => c.Attribute("age")).ThenBy(c => c.Name)));
        Assert.Equal(2, _world.Run(_tom.CountConversationsAsync(new ConversationQuery { Limit = 1 }.Where(c => c.Attribute("age") == 7))));
    }

    [Fact]
    [Trait("Row", "S131")]
    [Trait("Row", "S132")]
    public void Members_stay_out_and_last_messages_come_in_where_asked_for()
    {
        var jerry = _world.CreateClient("Jerry");
        _world.Run(jerry.OpenAsync());

        var found = _world.Run(jerry.QueryConversationsAsync(new ConversationQuery { Limit = 1, Compact = true, WithLastMessage = true }))[0];

        Assert.Empty(found.Members);
        Assert.Equal("hi from 高等教育", Assert.IsType<TextMessage>(found.LastMessage).Text);
    }

    [Fact]
    public void What_the_server_does_not_understand_is_its_error_and_names_the_place()
    {
        var error = Assert.Throws<ServerRejectedException>(() => Find(c => c.Name.Matches("(")));
        Assert.Equal((ErrorCodes.ConversationQueryFailed, true), (error.Code, error.Detail!.StartsWith("where.name.$regex", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Row", "S75")]
    public void An_expression_that_would_run_for_ever_ends_in_an_error_and_the_next_one_answers()
    {
        var world = WorldWith(TimeSpan.FromMilliseconds(50));
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        world.Run(tom.CreateConversationAsync(["Jerry"], new() { Name = new string('a', 4000) + "!" }));

        var error = Assert.Throws<ServerRejectedException>(() =>
            world.Run(tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Name.Matches("^(?=(a+)+$)b")))));

        Assert.Equal((ErrorCodes.ConversationQueryFailed, "The regular expressions of the query ran longer than 50 ms."), (error.Code, error.Detail));
        Assert.Empty(world.Run(tom.QueryConversationsAsync(new ConversationQuery().Where(c => c.Name == "运动"))));
    }

    [Fact]
    public void More_conditions_than_a_server_takes_are_its_error()
    {
        var error = Assert.Throws<ServerRejectedException>(() =>
            Find(c => Enumerable.Range(0, 300).Select(number => c.Name == $"n{number}").Aggregate((all, one) => all | one)));
        Assert.Contains("more than 256 conditions", error.Detail, StringComparison.Ordinal);
    }
}
