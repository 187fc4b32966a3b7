using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Who is a slow reader: who takes nothing, or is pushed more than it takes; never whom one answer is large for.</summary>
public sealed class SendBacklogTests : IAsyncDisposable
{
    const int Pushes = 1000;
    const int Total = 4000;

    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly World _world =
        new(new ServerOptions { Limits = new ServerLimits { MaxPendingBytes = Pushes, MaxTotalPendingBytes = Total, WriteTimeout = 30 * Second } });
    readonly List<(string Name, BacklogOverflow Why)> _dropped = [];

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    SendBacklog Open(string name = "tom") => _world.Engine.OpenBacklog(why => _dropped.Add((name, why)));

    [Fact]
    public void An_answer_that_is_larger_than_all_pushes_may_be_is_no_slow_reader()
    {
        var tom = Open();
        Assert.True(tom.TryAdd(3 * Pushes, isAnswer: true));
        Assert.Empty(_dropped);
    }

    [Fact]
    public void As_many_pushes_as_may_wait_do_and_one_byte_more_drops_the_connection_once()
    {
        var tom = Open();
        Assert.True(tom.TryAdd(1, isAnswer: false));
        Assert.True(tom.TryAdd(Pushes - 1, isAnswer: false));
        Assert.False(tom.TryAdd(1, isAnswer: false));
        Assert.False(tom.TryAdd(1, isAnswer: true));
        Assert.Equal([("tom", BacklogOverflow.SlowReader)], _dropped);
        Assert.Equal(0, _world.Engine.PendingBytes);
    }

    [Fact]
    public void A_push_that_is_alone_fits_whatever_its_size() => Assert.True(Open().TryAdd(2 * Pushes, isAnswer: false));

    [Fact]
    public void Who_takes_nothing_for_the_time_of_writing_is_dropped_and_who_takes_a_little_is_not()
    {
        var (tom, jerry) = (Open(), Open("jerry"));
        tom.TryAdd(1000, isAnswer: true);
        jerry.TryAdd(1000, isAnswer: true);
        for (var second = 0; second < 29; second++)
        {
            _world.Pass(Second);
            jerry.Remove(1);
        }
        Assert.Empty(_dropped);
        _world.Pass(Second);
        Assert.Equal([("tom", BacklogOverflow.SlowReader)], _dropped);
        _world.Pass(28 * Second);
        Assert.Single(_dropped);
        _world.Pass(Second);
        Assert.Equal(("jerry", BacklogOverflow.SlowReader), _dropped[^1]);
    }

    [Fact]
    public void Idle_connections_are_not_slow()
    {
        var tom = Open();
        tom.TryAdd(10, isAnswer: true);
        tom.Remove(10);
        _world.Pass(TimeSpan.FromDays(1));
        Assert.Empty(_dropped);
    }

    [Fact]
    public void Over_the_total_the_most_loaded_go_first_until_an_eighth_is_free()
    {
        var (tom, jerry, spike) = (Open(), Open("jerry"), Open("spike"));
        tom.TryAdd(500, isAnswer: true);
        jerry.TryAdd(2000, isAnswer: true);
        spike.TryAdd(1500, isAnswer: true);
        Assert.Empty(_dropped);
        tom.TryAdd(1, isAnswer: true);
        Assert.Equal([("jerry", BacklogOverflow.Total)], _dropped);
        Assert.Equal(2001, _world.Engine.PendingBytes);
    }

    [Fact]
    public void While_answers_wait_no_command_is_read_and_pushes_alone_keep_nobody_from_being_read()
    {
        var tom = Open();
        tom.TryAdd(Pushes, isAnswer: false);
        Assert.True(tom.AnswersTakenAsync().IsCompleted);
        var jerry = new World(new ServerOptions()).Engine.OpenBacklog(_ => { });
        jerry.TryAdd(64 * 1024 + 1, isAnswer: true);
        var reading = jerry.AnswersTakenAsync();
        Assert.False(reading.IsCompleted);
        jerry.Remove(1);
        Assert.True(reading.IsCompleted);
    }

    [Fact]
    public void What_a_login_tells_waits_until_half_of_the_pushes_that_may_wait_is_taken_and_nobody_waits_for_one_who_has_gone()
    {
        var tom = Open();
        tom.TryAdd(Pushes, isAnswer: false);
        var room = tom.RoomAsync();
        tom.Remove(Pushes / 2 - 1);
        Assert.False(room.IsCompleted);
        tom.Remove(1);
        Assert.True(room.IsCompleted);

        tom.TryAdd(1, isAnswer: false);
        room = tom.RoomAsync();
        tom.Dispose();
        Assert.True(room.IsCompleted);
        Assert.Equal(0, _world.Engine.PendingBytes);
    }

    [Fact]
    public void Progress_is_a_sign_of_life_where_the_peer_was_waited_for()
    {
        var tom = Open();
        tom.TryAdd(100, isAnswer: true);
        Assert.False(tom.Remove(50));
        _world.Pass(Second);
        Assert.True(tom.Remove(50));
    }
}
