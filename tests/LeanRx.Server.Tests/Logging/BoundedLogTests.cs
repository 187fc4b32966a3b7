using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests;

/// <summary>The log of a server whose disk is full, or whose peers would like to fill it.</summary>
public sealed class BoundedLogTests
{
    readonly TestScheduler _clock = new();
    readonly LogLines _lines = new() { From = LogLevel.Trace };

    IReadOnlyList<string> Written => [.. _lines.All.Select(line => $"{line.Level} {line.Text} {line.Exception?.Message}")];

    ILogger Log => BoundedLoggerFactory.Over(_lines, _clock).CreateLogger("test");

    [Fact]
    public void Of_one_kind_one_line_a_minute_is_written_and_then_how_many_were_left_out()
    {
        var log = Log;
        for (var count = 0; count < 500; count++)
            log.LogError(new EventId(1, "Fault"), new IOException($"disk {count}"), "It failed.");
        Assert.Equal(["Error It failed. disk 0"], Written);

        _clock.AdvanceBy(TimeSpan.FromMinutes(1).Ticks);
        Assert.Equal("Error 499 more lines of this kind (Fault with IOException) within a minute were left out. ", Written[1]);
        log.LogError(new EventId(1, "Fault"), new IOException("disk again"), "It failed.");
        _clock.AdvanceBy(TimeSpan.FromMinutes(2).Ticks);
        Assert.Equal(["Error It failed. disk again"], Written.Skip(2));
    }

    [Fact]
    public void Kinds_do_not_stand_in_each_others_way()
    {
        var log = Log;
        log.LogError(new EventId(1), new IOException("a"), "It failed.");
        log.LogError(new EventId(1), new InvalidOperationException("b"), "It failed.");
        log.LogError(new EventId(2), new IOException("c"), "It failed.");
        log.LogWarning(new EventId(1), "Warned.");
        Assert.Equal(4, Written.Count);
    }

    [Fact]
    public void Lines_that_were_asked_for_are_bounded_too()
    {
        var log = Log;
        for (var count = 0; count < 1002; count++)
            log.LogDebug("Somebody came.");
        _clock.AdvanceBy(TimeSpan.FromMinutes(1).Ticks);
        Assert.Equal(1001, Written.Count);
        Assert.StartsWith("Debug 2 more lines", Written[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT http://a/1.1/uploads/1?token=abc.def-_ - 200", "PUT http://a/1.1/uploads/1?token=*** - 200")]
    [InlineData("/1.2/rtm?client_id=tom&signature=00ff&nonce=n&limit=5", "/1.2/rtm?client_id=***&signature=***&nonce=***&limit=5")]
    [InlineData("/v1/route?appId=demo&%74oken=abc&SIGN=x", "/v1/route?appId=demo&%74oken=***&SIGN=***")]
    [InlineData("\u001b[31mred\u001b[0m\u0007\u009b", "\\x1b[31mred\\x1b[0m\\x07\\x9b")]
    [InlineData("one\r\nfail: two", "one\\x0d\\x0afail: two")]
    [InlineData("abc\u202edef\u2028", "abc\\u202edef\\u2028")]
    [InlineData("猫 a=b is 1 ? 2", "猫 a=b is 1 ? 2")]
    public void What_peers_write_is_shown_and_does_nothing_and_what_lets_somebody_in_is_hidden(string text, string shown)
    {
#pragma warning disable CA2254 // The text is what is tried.
        Log.LogInformation(new EventId(1), new IOException(text.Replace("\r\n", "", StringComparison.Ordinal)),
            text.Replace("{", "", StringComparison.Ordinal));
#pragma warning restore CA2254
        Assert.StartsWith($"Information {shown} ", Assert.Single(Written), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Written[0]);
        Assert.DoesNotContain("abc.def", Written[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_fails_for_every_message_is_told_of_once_a_minute()
    {
        var world = new World(new ServerOptions { LoggerFactory = _lines }, new FullStore());
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        for (var count = 0; count < 300; count++)
            Assert.Equal(ErrorCodes.InternalError, tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, Body = "hi" }).Code);
        Assert.Single(Written);
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Written.Count);
        Assert.Contains("299 more", Written[1], StringComparison.Ordinal);
    }

    sealed class FullStore : ForwardingStore
    {
        public FullStore() : base(new InMemoryMessageStore()) => Messages = new FullLog(Inner.Messages);

        public override IMessageLog Messages { get; }
    }

    sealed class FullLog(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
            throw new IOException("database or disk is full");
    }
}
