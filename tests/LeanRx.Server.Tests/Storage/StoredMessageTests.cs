using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Storage;

public class StoredMessageTests
{
    static StoredMessage Message => new() { ApplicationId = "app", ConversationId = "c1", Id = "m1", From = "tom", Timestamp = 1, Data = "hi" };

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(1_767_225_600_000L)]
    [InlineData(long.MinValue + 1)]
    [InlineData(long.MaxValue)]
    public void Times_are_kept_as_they_are(long? time)
    {
        var message = Message with { DeliveredAt = time, ReadAt = time, PatchedAt = time, ValidUntil = time };
        Assert.Equal([time, time, time, time], [message.DeliveredAt, message.ReadAt, message.PatchedAt, message.ValidUntil]);
        Assert.Equal(time is null, message == Message);
        Assert.Equal(Message, message with { DeliveredAt = null, ReadAt = null, PatchedAt = null, ValidUntil = null });
    }
}
