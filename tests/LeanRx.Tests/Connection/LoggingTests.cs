using Microsoft.Extensions.Logging;

namespace LeanRx.Tests.Connection;

public class LoggingTests
{
    [Fact]
    public void States_are_information_frames_are_trace_and_faults_are_warnings()
    {
        var log = new LogLines { From = LogLevel.Trace };
        var world = SessionWorld.Opened(options => options with { LoggerFactory = log });
        world.Transport.Last.ReceiveText("?");

        Assert.Equal(["LeanRx.Session"], log.All.Select(line => line.Category).Distinct());
        Assert.Equal(
            [LogLevel.Information, LogLevel.Trace, LogLevel.Trace, LogLevel.Information, LogLevel.Warning],
            log.All.Select(line => line.Level));
        Assert.Equal("Connecting", log.All[0].Text);
        Assert.StartsWith("Sent SessionFrame", log.All[1].Text);
        Assert.StartsWith("Protocol: A message of 1 bytes could not be read", log.All[^1].Text);
    }

    [Fact]
    public void A_state_is_one_line_whatever_its_cause()
    {
        var log = new LogLines { From = LogLevel.Trace };
        var world = SessionWorld.Opened(options => options with { LoggerFactory = log });
        world.Transport.Last.Close(1006, "The line\r\nis broken.");
        world.Advance(3);

        var states = log.All.Where(line => line.Level == LogLevel.Information).Select(line => line.Text).ToList();
        Assert.Equal("Connected", states[1]);
        Assert.Matches(@"^Reconnecting: attempt 1 in [\d.]+ s: .*The line  is broken\.$", states[2]);
        Assert.Equal("Connected again", states[^1]);
        Assert.DoesNotContain(states, state => state.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "S9")]
    public void A_logger_that_throws_hurts_nobody()
    {
        var world = SessionWorld.Opened(options => options with { LoggerFactory = new LogLines { IsBroken = true } });
        world.Transport.Last.ReceiveText("?");
        world.Transport.Last.Close();
        world.Advance(3);

        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
        Assert.Single(world.Faults);
    }
}
