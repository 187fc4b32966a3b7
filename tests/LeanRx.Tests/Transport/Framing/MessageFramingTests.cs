using LeanRx.Protocol.Framing.Internal;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>Messages, pings and fragments as a server may send them, and as it may not. The numbers are those of the Autobahn test suite.</summary>
public class MessageFramingTests
{
    static byte[] Some(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)('a' + index % 26))];

    // 1.1.1 to 1.1.8
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [Trait("Speed", "slow")]
    public Task A_text_of_every_form_of_length(int length) => FramingCase.CheckAsync(Frame(WebSocketOpcode.Text, Some(length)),
        FramingRun.Told(Some(length), isText: true), FramingCase.Lost);

    // 1.2.1 to 1.2.8
    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(65535)]
    [InlineData(65536)]
    public Task A_binary_message_of_every_form_of_length(int length)
    {
        var payload = Enumerable.Repeat((byte)0xFE, length).ToArray();
        return FramingCase.CheckAsync(Binary(payload), FramingRun.Told(payload, isText: false), FramingCase.Lost);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(125, 2)]
    [InlineData(0, 8)]
    [InlineData(125, 8)]
    [InlineData(126, 8)]
    [InlineData(65535, 8)]
    public async Task A_length_that_takes_fewer_bytes_is_refused_to_a_server_and_forgiven_a_client(int length, int lengthBytes)
    {
        var frame = Frame(WebSocketOpcode.Binary, Some(length), lengthBytes: lengthBytes);
        Assert.Equal(["refused 1006", "sent close 1002"], await FramingRun.ReadAsync(frame));
        Assert.Equal([FramingRun.Told(Some(length), isText: false), FramingCase.Lost], await ServerRun.ReadAsync(ClientFrames.Of(frame)));
    }

    [Fact]
    public Task A_length_with_its_highest_bit_set_is_refused() =>
        FramingCase.CheckFailureAsync([0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 1, 1]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public Task A_masked_frame_of_a_server_is_refused_and_one_without_a_mask_of_a_client(int opcode) =>
        FramingCase.CheckFailureAsync([.. Text("one"), .. Frame((WebSocketOpcode)opcode, Some(5), isMasked: true)], before: "text one");

    // 2.1 to 2.4, 2.6
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("125")]
    public Task A_ping_is_answered_with_what_is_in_it(string payload)
    {
        var text = payload == "125" ? new string('p', 125) : payload;
        return FramingCase.CheckAsync(Ping(text), FramingCase.Lost, $"sent pong {FramingRun.Words(Bytes(text), isText: true)}".TrimEnd());
    }

    // 2.3
    [Fact]
    public Task A_ping_need_not_be_text() =>
        FramingCase.CheckAsync(Frame(WebSocketOpcode.Ping, [0, 0xFF, 0xFE, 0xFD]), FramingCase.Lost, "sent pong \0\uFFFD\uFFFD\uFFFD");

    // 2.5
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public Task A_control_frame_of_126_bytes_is_refused(int opcode) => FramingCase.CheckFailureAsync(Frame((WebSocketOpcode)opcode, Some(126)));

    // 2.7, 2.8, 2.9
    [Fact]
    public Task A_pong_that_nobody_asked_for_is_passed_over() =>
        FramingCase.CheckAsync([.. Pong(), .. Pong("unsolicited"), .. Ping("after"), .. Text("one")], "text one", FramingCase.Lost, "sent pong after");

    // 2.10, 2.11
    [Fact]
    public Task Ten_pings_are_answered_in_their_order() => FramingCase.CheckAsync(
        [.. Enumerable.Range(0, 10).SelectMany(index => Ping($"payload-{index}"))],
        [FramingCase.Lost, .. Enumerable.Range(0, 10).Select(index => $"sent pong payload-{index}")]);

    // 3.1 to 3.7
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task Reserved_bits_are_refused_in_every_frame(int reserved)
    {
        foreach (var opcode in new[] { WebSocketOpcode.Text, WebSocketOpcode.Binary, WebSocketOpcode.Ping, WebSocketOpcode.Pong, WebSocketOpcode.Close })
            await FramingCase.CheckFailureAsync([.. Text("one"), .. Frame(opcode, Some(5), reserved: reserved), .. Ping()], before: "text one");
    }

    // 4.1.1 to 4.1.5, 4.2.1 to 4.2.5
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Reserved_opcodes_are_refused(int opcode)
    {
        foreach (var length in new[] { 0, 5 })
            await FramingCase.CheckFailureAsync([.. Text("one"), .. Frame((WebSocketOpcode)opcode, Some(length)), .. Ping()], before: "text one");
    }

    // 5.1, 5.2
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public Task A_control_frame_in_fragments_is_refused(int opcode) => FramingCase.CheckFailureAsync(
        [.. Frame((WebSocketOpcode)opcode, Some(4), isFinal: false), .. Continuation("rest")]);

    // 5.3 to 5.5
    [Fact]
    public Task Two_fragments_are_one_message() =>
        FramingCase.CheckAsync([.. Text("frag1", isFinal: false), .. Continuation("frag2")], "text frag1frag2", FramingCase.Lost);

    // 5.6 to 5.8
    [Fact]
    public Task A_ping_between_fragments_is_answered_and_is_no_part_of_them() => FramingCase.CheckAsync(
        [.. Text("frag1", isFinal: false), .. Ping("ping"), .. Continuation("frag2")], "text frag1frag2", FramingCase.Lost, "sent pong ping");

    // 5.9 to 5.14
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_continuation_of_nothing_is_refused(bool isFinal) =>
        FramingCase.CheckFailureAsync([.. Continuation("nothing", isFinal), .. Text("hello")]);

    // 5.15 to 5.17
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_continuation_of_a_message_that_has_ended_is_refused(bool isFinal) => FramingCase.CheckFailureAsync(
        [.. Text("frag1", isFinal: false), .. Continuation("frag2"), .. Continuation("frag3", isFinal), .. Text("frag4")], before: "text frag1frag2");

    // 5.18
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task A_message_inside_of_another_one_is_refused(int opcode) =>
        FramingCase.CheckFailureAsync([.. Text("frag1", isFinal: false), .. Frame((WebSocketOpcode)opcode, Some(5))]);

    // 5.19, 5.20
    [Fact]
    public Task Five_fragments_with_pings_between_them_are_one_message() => FramingCase.CheckAsync(
    [
        .. Text("f1", isFinal: false), .. Continuation("f2", isFinal: false), .. Ping("one"), .. Continuation("f3", isFinal: false),
        .. Continuation("f4", isFinal: false), .. Ping("two"), .. Continuation("f5"),
    ],
        "text f1f2f3f4f5", FramingCase.Lost, "sent pong one", "sent pong two");

    [Fact]
    public Task Empty_fragments_add_nothing() => FramingCase.CheckAsync(
        [.. Text("", isFinal: false), .. Continuation("", isFinal: false), .. Continuation(""), .. Binary([], isFinal: false), .. Continuation("A")],
        "text", "binary 41", FramingCase.Lost);

    [Fact]
    public Task A_thousand_messages_come_in_their_order() => FramingCase.CheckAsync(
        [.. Enumerable.Range(0, 1000).SelectMany(index => Text($"message {index}"))],
        [.. Enumerable.Range(0, 1000).Select(index => $"text message {index}"), FramingCase.Lost]);

    [Fact]
    public Task What_came_whole_before_the_connection_broke_is_told() =>
        FramingCase.CheckAsync([.. Text("one"), .. Text("two")[..4]], "text one", FramingCase.Lost);
}
