using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Protocol.Tests;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Cluster;

public class ItemFormTests
{
    static readonly string s_long = string.Concat(Enumerable.Repeat("长😀x", 20_000));
    static readonly WireSeat s_bare = new(new SeatKey("", long.MinValue, long.MaxValue), "", 0, Dialect.OfflineMessages);
    static readonly WireSeat s_full = new(new SeatKey("10.0.0.1:11111#7", 63, 64), "小明", SessionCapabilities.UnreadCounts | SessionCapabilities.OmitPeerId,
        Dialect.UnreadCountsUntilRead)
    {
        Tag = "Mobile",
        DeviceId = "",
        UserAgent = "é\0\"",
        RemoteAddress = s_long,
    };
    static readonly WireFilter s_filter = new()
    {
        Only = s_full,
        Except = s_bare,
        ExceptClient = "Tom",
        Needs = SessionCapabilities.MessagePatches,
        Lacks = SessionCapabilities.MuteChanges,
        SkipsOfflineMessages = true,
    };
    static readonly DirectFrame s_message = new() { ConversationId = "c1", Body = s_long, BinaryBody = [0, 255, 1], FromPeerId = "小明" };

    static readonly ClusterItem[] s_items =
    [
        new HandleFrame(1, 1023, "demo", s_full, s_message),
        new HandleFrame(long.MaxValue, 0, "", s_bare, HeartbeatFrame.Instance),
        new SeatFrame(-1, s_message, IsPush: false),
        new SeatFrame(long.MinValue, new AckFrame { SerialId = 7 }, IsPush: true),
        new SeatAccepted(9, new AcceptedSend(int.MaxValue, "小明", "c1", "m1", 1_700_000_000_000)),
        new SeatAccepted(9, new AcceptedSend(null, s_long, "", "", -1)),
        new SeatRefusal(5, s_message, int.MinValue, s_long),
        new SeatRefusal(5, new ReadFrame(), ErrorCodes.InternalError, ""),
        new Answer(127, null, null),
        new Answer(128, null, JsonSerializer.SerializeToElement("{}")),
        new Answer(8192, new Failure(FailureKind.Refused, "no", 4000) { ApplicationCode = 1 }, null),
        new DeliverToClients(64, "demo", ["Tom", "", "小明", s_long], new FanOutFrame(s_message) { DropsAbove = 0.75 }, s_filter),
        new DeliverToClients(-65, "demo", [], new FanOutFrame(new DirectFrame()), new WireFilter()),
        new DeliverToSeats([1, long.MaxValue, 0], new FanOutFrame(s_message)),
        new DeliverToSeats([], new FanOutFrame(new DirectFrame()) { DropsAbove = double.Epsilon }),
        new DeliverToAll("demo", new FanOutFrame(s_message) { DropsAbove = 0 }, s_filter),
        new Echo(0),
        new TellPeers(new VoidedNote("demo", "Tom", 3)),
        new EndSeat(4, SessionEnd.Kicked, "{"),
        new TellSlot(new SlotClaim(3, 4), [new SlotSeat("demo", s_full, true, null)]) { WasLetGo = true, Notified = new() { ["demo"] = 1 } },
        new RegisterSeat(8, 9, "demo", s_full, IsReconnect: true),
    ];

    [Fact]
    public void What_a_node_says_arrives_with_all_that_it_says() => Assert.All(s_items, static item =>
    {
        Assert.Equal(Dump(item), Dump(Sent(item)));
        Assert.Equal(ItemForm.Write(item), ItemForm.Write(Sent(item)));
    });

    [Fact]
    public void Frames_of_every_family_arrive_with_every_member() => RandomFrames.Gen.Sample(frame =>
    {
        Assert.Equal(Dump(new HandleFrame(1, 2, "demo", s_full, frame)), Dump(Sent(new HandleFrame(1, 2, "demo", s_full, frame))));
        Assert.Equal(Dump(new DeliverToSeats([1], new FanOutFrame(frame))), Dump(Sent(new DeliverToSeats([1], new FanOutFrame(frame)))));
    }, iter: Amount.Of(some: 300, all: 3_000));

    [Fact]
    public void Numbers_and_texts_arrive_whatever_they_are() => Gen.Select(Gen.Long, Gen.Int, Gen.String.Null(), Gen.String.Array)
        .Sample((number, code, text, ids) =>
    {
        var known = ids.Select(Sendable).ToArray();
        var seat = s_bare with { Key = new SeatKey(Sendable(text ?? ""), number, code), Tag = text is null ? null : Sendable(text) };
        ClusterItem[] items =
        [
            new SeatRefusal(number, new AckFrame(), code, Sendable(text ?? "")),
            new DeliverToClients(number, "demo", known, new FanOutFrame(new AckFrame()), new WireFilter { Except = seat }),
        ];
        Assert.Equal(items.Select(Dump), items.Select(Sent).Select(Dump));
    }, iter: Amount.Of(some: 300, all: 3_000));

    [Fact]
    public void What_breaks_off_is_refused_and_makes_no_other_item() => Assert.All(s_items, static item =>
    {
        var bytes = ItemForm.Write(item);
        for (var length = 0; length < Math.Min(bytes.Length, 200); length++)
            // What goes to many is not looked into on the way: whoever wants to know what it says is told that it is no frame.
            Assert.True(Record.Exception(() => Dump(ItemForm.Read(bytes.AsSpan(0, length)))) is FormatException or FrameFormatException or JsonException);
    });

    [Fact]
    public void What_is_damaged_is_refused_or_is_an_item_all_the_same() => Gen.Select(Gen.Int[0, s_items.Length - 1],
        Gen.Int[0, 400], Gen.Byte).Sample((number, at, value) =>
    {
        var bytes = ItemForm.Write(s_items[number]);
        bytes[at % bytes.Length] = value;
        var fault = Record.Exception(() => Dump(ItemForm.Read(bytes)));
        Assert.True(fault is null or FormatException or FrameFormatException or JsonException or NotSupportedException, $"{fault}");
    }, iter: Amount.Of(some: 1_000, all: 20_000));

    [Theory]
    [InlineData("", "A node sent an item that ends within a field.")]
    [InlineData("63", "A node sent an item of kind 99, which this one does not know.")]
    [InlineData("09", "A node sent an item that ends within a field.")]
    [InlineData("0902FF", "A node sent an item that goes on behind its fields.")]
    [InlineData("09FFFFFFFFFFFFFFFFFFFF01", "A node sent an item with a number that does not end.")]
    [InlineData("0202027B7D", "A node sent an item with a flag of 2.")]
    [InlineData("07FEFFFFFF0F", "A node sent an item that ends within a field.")]
    [InlineData("0800", "A node sent an item without a text that belongs to it.")]
    [InlineData("0804FF000000000000", "A node sent an item with a text that is no UTF-8.")]
    [InlineData("040280808080204141", "A node sent an item with 4294967296 where a smaller number belongs.")]
    public void What_is_wrong_is_told(string hex, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ItemForm.Read(Convert.FromHexString(hex))).Message);

    [Fact]
    public void A_node_says_what_it_could_not_read()
    {
        var fault = Record.Exception(() => ItemForm.Read([.. "\u0002\u0002\0"u8, .. "{\"cmd\":"u8]));
        Assert.IsType<FrameFormatException>(fault);
        Assert.IsType<JsonException>(Record.Exception(() => ItemForm.Read("{\"is\":\"nothing\"}"u8)));
    }

    static ClusterItem Sent(ClusterItem item) => ItemForm.Read(ItemForm.Write(item));

    /// <summary>Half a surrogate pair is no text: the codec of frames lets none in.</summary>
    static string Sendable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>All that an item says, as text.</summary>
    static string Dump(ClusterItem item) => $"{item.GetType().Name} {JsonSerializer.Serialize<object>(item, s_dumped)}";

    static readonly JsonSerializerOptions s_dumped = new()
    {
        Converters = { new FrameDump() },
        IncludeFields = true,
        // Most items are not known to JSON as such.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                static type => type.PolymorphismOptions = type.Type == typeof(PeerNote) ? type.PolymorphismOptions : null,
            },
        },
    };

    /// <summary>Frames by their own types, with their members.</summary>
    sealed class FrameDump : JsonConverter<Frame>
    {
        public override Frame Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Frame value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType());
    }
}
