namespace LeanRx.Tests.Connection;

/// <summary>Commands that cost the connection each time they are sent.</summary>
public class PoisonTests
{
    [Theory]
    [InlineData(4114)]
    [InlineData(4109)]
    public void A_command_that_the_server_closes_the_connection_over_ends_with_the_servers_code(int code)
    {
        var world = World(code, "poison");

        var poison = world.Execute("poison");
        world.Advance(10);

        var error = Assert.IsType<ServerRejectedException>(world.ErrorOf(poison));
        Assert.Equal(code, error.Code);
        Assert.InRange(SentBy(world).Count(id => id == "poison"), 1, 2);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
    }

    [Theory]
    [InlineData(1002)]
    [InlineData(1007)]
    [InlineData(1008)]
    public void Without_a_code_of_the_service_it_ends_as_lost_and_names_command_and_code(int code)
    {
        var world = World(code, "poison");

        var poison = world.Execute("poison");
        world.Advance(10);

        var error = Assert.IsType<ConnectionLostException>(world.ErrorOf(poison));
        Assert.Equal(code, error.CloseCode);
        Assert.Equal("direct was under way at 2 losses in a row, at the last alone, and is not sent again; whether it took effect is not known. " +
            $"ws://chat.example/ closed the connection with {code}: no good", error.Message);
    }

    [Fact]
    public void It_ends_alone_and_the_sends_beside_it_go_on_once_and_in_order()
    {
        var world = World(4114, "poison");
        var before = Enumerable.Range(0, 20).Select(number => world.Execute($"before {number}")).ToList();
        world.Transport.Answer = null;
        var poison = world.Execute("poison");
        var after = Enumerable.Range(0, 20).Select(number => world.Execute($"after {number}")).ToList();
        Answer(world, 4114, "poison");
        world.Transport.Last.Close(4114);

        world.Advance(60);

        Assert.Equal(4114, Assert.IsType<ServerRejectedException>(world.ErrorOf(poison)).Code);
        Assert.All(before.Concat(after), world.AssertSucceeded);
        Assert.Equal(after.Select((_, number) => $"after {number}"), Answered(world).Where(id => id.StartsWith("after")));
        Assert.InRange(world.Transport.Connections.Count, 2, 8);
    }

    [Theory]
    [InlineData(1006)]
    [InlineData(1001)]
    [InlineData(4107)]
    [InlineData(4200)]
    public void A_send_rides_out_any_number_of_losses_that_nobody_blames_on_it(int code)
    {
        var world = SessionWorld.Opened(options => options with { OfflineTimeout = Timeout.InfiniteTimeSpan });
        var send = world.Execute("hello");

        for (var losses = 0; losses < 20; losses++)
        {
            world.Transport.Last.Close(code);
            world.Advance(4);
        }
        Assert.False(send.IsCompleted);
        world.Transport.Last.Received("direct").Reply(new AckFrame { MessageId = "m1" });

        world.AssertSucceeded(send);
    }

    [Theory]
    [InlineData(1006)]
    [InlineData(1011)]
    [InlineData(4200)]
    public void A_query_that_was_under_way_alone_at_two_broken_connections_is_not_sent_a_third_time(int code)
    {
        var world = SessionWorld.Opened();
        var query = Query(world);

        for (var losses = 0; losses < 2; losses++)
        {
            world.Transport.Last.Close(code);
            world.Advance(4);
        }

        Assert.Equal(code, world.ErrorOf(query) switch
        {
            ServerRejectedException refusal => refusal.Code,
            ConnectionLostException lost => lost.CloseCode,
            _ =>
            0
        });
        Assert.DoesNotContain("conv/query", world.Transport.Last.SentNames);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1012)]
    [InlineData(4107)]
    public void A_server_that_goes_away_is_no_querys_fault(int code)
    {
        var world = SessionWorld.Opened();
        var query = Query(world);

        for (var losses = 0; losses < 5; losses++)
        {
            world.Transport.Last.Close(code);
            world.Advance(4);
        }

        Assert.False(query.IsCompleted);
        Assert.Contains("conv/query", world.Transport.Last.SentNames);
    }

    [Fact]
    public void New_commands_wait_behind_those_that_are_tried_one_by_one_and_then_all_go()
    {
        var world = SessionWorld.Opened();
        _ = world.Execute("one");
        _ = world.Execute("two");
        world.Transport.Last.Close(4114);
        world.Advance(4);
        Assert.Equal(["one"], SentBy(world, world.Transport.Last));
        _ = world.Execute("three");
        Assert.Equal(["one"], SentBy(world, world.Transport.Last));

        world.Transport.Last.Received("direct").Reply(new AckFrame { MessageId = "m1" });
        Assert.Equal(["one", "two", "three"], SentBy(world, world.Transport.Last));
        world.Transport.Last.Received("direct").Reply(new AckFrame { MessageId = "m2" });
        _ = world.Execute("four");
        _ = world.Execute("five");
        Assert.Equal(["one", "two", "three"], SentBy(world, world.Transport.Last));
        world.Transport.Last.Sent[2].Reply(new AckFrame { MessageId = "m3" });
        Assert.Equal(["one", "two", "three", "four", "five"], SentBy(world, world.Transport.Last));
    }

    [Fact]
    public void One_that_is_cancelled_while_it_is_tried_makes_room_for_the_next()
    {
        var world = SessionWorld.Opened();
        using var cancel = new CancellationTokenSource();
        var one = world.Execute("one", cancellationToken: cancel.Token);
        _ = world.Execute("two");
        world.Transport.Last.Close(4114);
        world.Advance(4);

        cancel.Cancel();
        world.AssertCancelled(one);

        Assert.Equal(["one", "two"], SentBy(world, world.Transport.Last));
    }

    /// <summary>A world whose server answers everything but one command, over which it closes.</summary>
    static SessionWorld World(int code, string poison)
    {
        var world = SessionWorld.Opened();
        Answer(world, code, poison);
        return world;
    }

    static void Answer(SessionWorld world, int code, string poison) => world.Transport.Answer = frame =>
    {
        if (frame is not DirectFrame direct || !world.Transport.Last.IsLive)
            return null;
        if (direct.ConversationId != poison)
            return new AckFrame { MessageId = "m", ConversationId = direct.ConversationId };
        world.Transport.Last.Close(code, "no good");
        return null;
    };

    static Task<Frame> Query(SessionWorld world) =>
        world.Session.ExecuteAsync(new ConversationFrame { Operation = ConversationOperations.Query }, repeatable: true, CancellationToken.None);

    static IEnumerable<string> SentBy(SessionWorld world) => world.Transport.Connections.SelectMany(connection => SentBy(world, connection));

    static IEnumerable<string> SentBy(SessionWorld _, FakeConnection connection) =>
        connection.Sent.Select(sent => sent.Frame).OfType<DirectFrame>().Select(frame => frame.ConversationId!);

    /// <summary>What the server answered, in its order: all that was sent on connections but what came with the poison or after it.</summary>
    static IEnumerable<string> Answered(SessionWorld world) =>
        world.Transport.Connections.SelectMany(connection => SentBy(world, connection).TakeWhile(id => id != "poison"));
}
