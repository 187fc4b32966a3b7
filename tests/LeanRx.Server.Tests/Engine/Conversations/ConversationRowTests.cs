using System.Text;
using System.Text.Json;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Conversations;

/// <summary>Rows of the table of conversations, as other servers and exports have them.</summary>
public sealed class ConversationRowTests
{
    const string Id = "65a1b2c3d4e5f60718293a4b";
    const long TimeInId = 0x65a1b2c3 * 1000L;

    [Fact]
    public void A_row_is_read_as_it_stands()
    {
        var record = Read($$$"""
            {"objectId":"{{{Id}}}","name":"Tom & Jerry","attr":{"a":1},"c":"Tom","m":["Tom","Jerry"],"mu":["Jerry"],"lm":{"__type":"Date","iso":"2026-11-01T10:00:00.123Z"},"tr":false,"sys":false,"unique":true,"uniqueId":"6c7b0e5afcae9aa1139a0afa25833dec",
             "createdAt":"2026-01-12T08:00:00.001Z","updatedAt":"2026-02-12T08:00:00.002Z","ACL":{"*":{"read":true}},"level":7}
            """);

        Assert.Equal((Id, "Tom & Jerry", "Tom", "Tom,Jerry", "Jerry"),
            (record.Id, record.Name, record.CreatorId, string.Join(',', record.Members), string.Join(',', record.Muted)));
        Assert.Equal((false, false, true), (record.IsTransient, record.IsSystem, record.IsUnique));
        Assert.Equal(("2026-01-12T08:00:00.001Z", "2026-02-12T08:00:00.002Z", "2026-11-01T10:00:00.123Z"),
            (EngineClock.Iso(record.CreatedAt), EngineClock.Iso(record.UpdatedAt), EngineClock.Iso(record.LastMessageAt!.Value)));
        Assert.Equal("""{"a":1}""", record.Attributes!.Value.GetRawText());
        Assert.Equal("""ACL={"*":{"read":true}},level=7""", string.Join(',', record.Columns.Select(column => $"{column.Key}={column.Value.GetRawText()}")));
    }

    [Fact]
    public void A_unique_conversation_is_found_by_its_members() =>
        Assert.Equal(UniqueKeys.Of(["Jerry", "Tom"]),
            Read($$"""{"objectId":"{{Id}}","m":["Tom","Jerry"],"unique":true,"uniqueId":"of another server"}""").UniqueId);

    [Fact]
    public void What_this_server_writes_it_reads_as_it_was()
    {
        var written = Read($$$"""{"objectId":"{{{Id}}}","name":"n","attr":{},"c":"Tom","m":["Tom"],"mu":[],"unique":true,"uniqueId":"x","createdAt":"2026-01-12T08:00:00.001Z","updatedAt":"2026-02-12T08:00:00.002Z","lm":1700000000000,"level":[1,{"a":null}]}""");
        var text = Text(written);
        Assert.Equal(text, Text(Read(text)));
    }

    [Theory]
    [InlineData("tr")]
    [InlineData("sys")]
    public void Chat_rooms_and_services_have_no_members_of_their_row(string kind) =>
        Assert.Empty(Read($$"""{"objectId":"{{Id}}","m":["Tom"],"{{kind}}":true}""").Members);

    [Theory]
    [InlineData("\"+012345-01-01T00:00:00.000Z\"")]
    [InlineData("\"10000-01-01T00:00:00.000Z\"")]
    [InlineData("253402300800000")]
    [InlineData("1e300")]
    [InlineData("\"\"")]
    [InlineData("\"12:30\"")]
    [InlineData("true")]
    [InlineData("{}")]
    public void What_is_no_time_is_remarked_and_costs_the_row_nothing(string time)
    {
        var record = Read($$"""{"objectId":"{{Id}}","m":[],"createdAt":{{time}},"updatedAt":{{time}},"lm":{{time}}}""", out var remarks);

        Assert.Equal((TimeInId, TimeInId, null), (record.CreatedAt, record.UpdatedAt, record.LastMessageAt));
        Assert.Equal(["createdAt", "updatedAt", "lm"], remarks.Select(remark => remark.Split(' ')[0]));
    }

    [Theory]
    [InlineData("\"2026-01-12T08:00:00.123Z\"")]
    [InlineData("\"2026-01-12T16:00:00.123+08:00\"")]
    [InlineData("\"2026-01-12 08:00:00.123\"")]
    [InlineData("{\"__type\":\"Date\",\"iso\":\"2026-01-12T08:00:00.123Z\"}")]
    [InlineData("{\"$date\":\"2026-01-12T08:00:00.123Z\"}")]
    [InlineData("{\"$date\":{\"$numberLong\":\"1768204800123\"}}")]
    [InlineData("{\"$date\":1768204800123}")]
    [InlineData("1768204800123")]
    public void A_time_may_be_written_in_several_ways(string time) =>
        Assert.Equal("2026-01-12T08:00:00.123Z", EngineClock.Iso(Read($$"""{"objectId":"{{Id}}","createdAt":{{time}}}""").CreatedAt));

    [Theory]
    [InlineData("""{"objectId":"_","m":5}""", "The objectId of a conversation has 24 hexadecimal digits.")]
    [InlineData("""{"m":["Tom"]}""", "The objectId of a conversation has 24 hexadecimal digits.")]
    [InlineData("[]", "It is no object.")]
    [InlineData("""{"objectId":"65a1b2c3d4e5f60718293a4b","name":"\ud800"}""", "It holds text that is no Unicode.")]
    public void What_is_no_row_is_refused_with_a_sentence(string row, string why) =>
        Assert.Equal(why, Assert.Throws<FormatException>(() => Read(row)).Message);

    [Fact]
    public void Columns_of_another_type_are_left_out_and_remarked()
    {
        var record = Read($$$"""{"objectId":"{{{Id}}}","name":5,"attr":[],"m":["Tom","","Tom",7,"{{{new string('x', 65)}}}"],"mu":"Tom","tr":1,"conv_type":1,"temp":true}""", out var remarks);

        Assert.Equal((null, null, "Tom", false), (record.Name, record.Attributes, string.Join(',', record.Members), record.IsTransient));
        Assert.Empty(record.Columns);
        Assert.Equal(["tr is neither true nor false, and was left out.", "3 of the ids in m are no client ids of 1 to 64 characters, and were left out.",
            "name is no text, and was left out.", "mu is no list, and was left out.", "attr is no object, and was left out."], remarks);
    }

    static ConversationRecord Read(string row) => Read(row, out _);

    static ConversationRecord Read(string row, out IReadOnlyList<string> remarks)
    {
        using var document = JsonDocument.Parse(row);
        return ConversationJson.Read("demo", document.RootElement, out remarks);
    }

    static string Text(ConversationRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            ConversationJson.Write(writer, record, 0);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
