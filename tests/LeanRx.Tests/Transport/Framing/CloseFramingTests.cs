using LeanRx.Protocol.Framing.Internal;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>How a server closes, and how it may not. The numbers are those of the Autobahn test suite.</summary>
public class CloseFramingTests
{
    // 7.1.1, 7.1.2, 7.1.3, 7.1.4
    [Fact]
    public async Task What_follows_the_close_frame_is_not_heard()
    {
        foreach (var behind in new[] { [], Close(1000), Ping("late"), Text("late"), [0xFF, 0xFF] })
            await FramingCase.CheckAsync([.. Text("one"), .. Close(1000), .. behind], "text one", "closed 1000", "sent close 1000");
    }

    // 7.1.5
    [Fact]
    public Task A_message_that_the_close_frame_cuts_off_is_not_told() => FramingCase.CheckAsync(
        [.. Text("frag1", isFinal: false), .. Close(1000), .. Continuation("frag2")], "closed 1000", "sent close 1000");

    // 7.1.6
    [Fact]
    public Task A_large_message_before_the_close_frame_is_told()
    {
        var payload = new byte[256 * 1024];
        return FramingCase.CheckAsync([.. Binary(payload), .. Close(1000), .. Ping()], FramingRun.Told(payload, isText: false), "closed 1000",
            "sent close 1000");
    }

    // 7.3.1
    [Fact]
    public Task A_close_frame_without_a_code() => FramingCase.CheckAsync(Frame(WebSocketOpcode.Close, []), "closed 1005", "sent close 1000");

    // 7.3.2
    [Fact]
    public Task Half_a_code_is_refused() => FramingCase.CheckFailureAsync(Frame(WebSocketOpcode.Close, [3]));

    // 7.3.3, 7.3.4, 7.3.5
    [Theory]
    [InlineData("")]
    [InlineData("Hello World!")]
    [InlineData("再见")]
    public Task A_close_frame_with_a_reason(string reason) =>
        FramingCase.CheckAsync(Close(1000, reason), $"closed 1000 {reason}".TrimEnd(), "sent close 1000");

    [Fact]
    public async Task A_reason_may_have_123_bytes_and_not_124()
    {
        await FramingCase.CheckAsync(Close(1000, new string('*', 123)), $"closed 1000 {new string('*', 123)}", "sent close 1000");
        await FramingCase.CheckFailureAsync(Close(1000, new string('*', 124)));
    }

    // 7.5.1
    [Theory]
    [InlineData("ff")]
    [InlineData("cebae1bdb9cf83cebcceb5eda080656469746564")]
    [InlineData("ceba e1")]
    public Task A_reason_that_is_not_UTF8_is_refused(string hex) => FramingCase.CheckFailureAsync(
        Frame(WebSocketOpcode.Close, [0x03, 0xE8, .. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))]), 1007);

    // 7.7.1 to 7.7.13
    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    public Task Every_code_that_a_server_may_send_is_told_and_sent_back(int code) =>
        FramingCase.CheckAsync(Close(code), $"closed {code}", $"sent close {code}");

    // 7.9.1 to 7.9.9, 7.13.1, 7.13.2
    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65535)]
    public Task Every_other_code_is_refused(int code) => FramingCase.CheckFailureAsync(Close(code, "why"));
}
