using System.Net;
using System.Net.Sockets;
using LeanRx.Transport.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Transport;

/// <summary>A name with several addresses, some of them dead, in virtual time.</summary>
public class AddressRaceTests
{
    readonly TestScheduler _scheduler = new();
    readonly List<(string Address, TaskCompletionSource<Line> Answer, CancellationToken Token)> _tried = [];
    readonly List<string> _log = [];
    IPAddress[] _addresses = [];
    AddressRace<Line> _race;

    public AddressRaceTests() => _race = Race(TimeSpan.FromSeconds(9));

    AddressRace<Line> Race(TimeSpan limit) => new(_scheduler, limit, (_, _) => Task.FromResult(_addresses), (endpoint, token) =>
    {
        _log.Add($"{TimeSpan.FromTicks(_scheduler.Clock).TotalMilliseconds} {endpoint}");
        var answer = new TaskCompletionSource<Line>();
        _tried.Add((endpoint.Address.ToString(), answer, token));
        return answer.Task;
    });

    Task<Line> Connect(params string[] addresses)
    {
        _addresses = [.. addresses.Select(IPAddress.Parse)];
        return _race.ConnectAsync("chat.example", 443, CancellationToken.None);
    }

    void Advance(double milliseconds) => _scheduler.AdvanceBy(TimeSpan.FromMilliseconds(milliseconds).Ticks);

    Line Answer(string address)
    {
        var line = new Line();
        _tried.Last(tried => tried.Address == address).Answer.SetResult(line);
        return line;
    }

    void Refuse(string address) => _tried.Last(tried => tried.Address == address).Answer.SetException(new SocketException((int)SocketError.ConnectionRefused));

    [Fact]
    public async Task A_first_address_that_answers_is_taken_and_no_other_is_tried()
    {
        var connecting = Connect("2001:db8::1", "10.0.0.1");
        Advance(249);
        var line = Answer("2001:db8::1");

        Assert.Same(line, await connecting);
        Advance(60_000);
        Assert.Equal(["0 [2001:db8::1]:443"], _log);
        Assert.False(line.IsDisposed);
    }

    [Fact]
    public async Task The_next_address_is_tried_after_250_ms_families_in_turn()
    {
        var connecting = Connect("2001:db8::1", "2001:db8::2", "2001:db8::3", "10.0.0.1", "10.0.0.2");
        Advance(2000);
        Assert.Equal(["0 [2001:db8::1]:443", "250 10.0.0.1:443", "500 [2001:db8::2]:443", "750 10.0.0.2:443", "1000 [2001:db8::3]:443"], _log);

        var line = Answer("10.0.0.2");
        Assert.Same(line, await connecting);
    }

    [Fact]
    public void The_next_address_is_tried_at_once_where_one_fails_and_the_one_after_it_250_ms_later()
    {
        var connecting = Connect("2001:db8::1", "10.0.0.1", "2001:db8::2", "10.0.0.2");
        Advance(100);
        Refuse("2001:db8::1");
        Advance(1000);

        Assert.Equal(["0 [2001:db8::1]:443", "100 10.0.0.1:443", "350 [2001:db8::2]:443", "600 10.0.0.2:443"], _log);
        Assert.False(connecting.IsCompleted);
    }

    [Fact]
    public async Task An_older_attempt_may_still_win_and_the_others_are_given_up()
    {
        var connecting = Connect("2001:db8::1", "10.0.0.1");
        Advance(300);
        var winner = Answer("2001:db8::1");

        Assert.Same(winner, await connecting);
        Assert.True(_tried[1].Token.IsCancellationRequested);
        var late = Answer("10.0.0.1");
        Assert.True(late.IsDisposed);
        Assert.False(winner.IsDisposed);
    }

    [Fact]
    public async Task The_family_that_won_comes_first_for_10_minutes()
    {
        foreach (var _ in new[] { 1, 2 })
        {
            var connecting = Connect("2001:db8::1", "10.0.0.1");
            Advance(300);
            Answer("10.0.0.1");
            await connecting;
        }
        Assert.Equal(["0 [2001:db8::1]:443", "250 10.0.0.1:443", "300 10.0.0.1:443", "550 [2001:db8::1]:443"], _log);

        Advance(TimeSpan.FromMinutes(10).TotalMilliseconds);
        _log.Clear();
        _ = Connect("2001:db8::1", "10.0.0.1");
        Assert.Equal(["600600 [2001:db8::1]:443"], _log);
    }

    [Fact]
    public async Task Ten_dead_addresses_are_one_error_that_names_them_within_the_time()
    {
        var addresses = Enumerable.Range(1, 10).Select(number => $"10.0.0.{number}").ToArray();
        var connecting = Connect(addresses);
        Refuse("10.0.0.1");
        Advance(8999);
        Assert.False(connecting.IsCompleted);
        Advance(1);

        var error = await Assert.ThrowsAsync<DialException>(() => connecting);
        Assert.StartsWith("No address of chat.example answered: 10.0.0.1:443 refused (nothing listens there); 10.0.0.2:443 did not answer within 9 s; ",
            error.Message);
        Assert.All(addresses, address => Assert.Contains($"{address}:443 ", error.Message));
        Assert.All(_tried, tried => Assert.True(tried.Token.IsCancellationRequested));
    }

    [Fact]
    public async Task When_all_have_failed_nobody_waits_any_longer()
    {
        var connecting = Connect("2001:db8::1", "10.0.0.1");
        Refuse("2001:db8::1");
        Refuse("10.0.0.1");

        var error = await Assert.ThrowsAsync<DialException>(() => connecting);
        Assert.Equal("No address of chat.example answered: [2001:db8::1]:443 refused (nothing listens there); 10.0.0.1:443 refused (nothing listens there).",
            error.Message);
        Assert.Equal(["0 [2001:db8::1]:443", "0 10.0.0.1:443"], _log);
    }

    [Fact]
    public async Task What_is_given_up_ends_at_once_and_closes_what_answers_later()
    {
        using var source = new CancellationTokenSource();
        _addresses = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")];
        var connecting = _race.ConnectAsync("chat.example", 443, source.Token);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.True(Answer("10.0.0.1").IsDisposed);
        Advance(60_000);
        Assert.Equal(["0 10.0.0.1:443"], _log);
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_said_to_be_so()
    {
        _race = new AddressRace<Line>(_scheduler, Timeout.InfiniteTimeSpan, (_, _) =>
            Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)), (_, _) => Task.FromResult(new Line()));
        var error = await Assert.ThrowsAsync<DialException>(() => Connect());
        Assert.StartsWith("The name chat.example is not known here", error.Message);
    }

    [Fact]
    public async Task A_name_without_addresses_is_said_to_be_so()
    {
        var error = await Assert.ThrowsAsync<DialException>(() => Connect());
        Assert.Equal("The name chat.example has no address.", error.Message);
    }

    public sealed class Line : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
