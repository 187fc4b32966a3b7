namespace LeanRx.Cli.Chatting;

/// <summary>Finds the text that a receipt is about. A receipt can be faster than the ack that names the message's id.</summary>
sealed class ReceiptBook(Action<Receipt, string> tell)
{
    readonly Lock _gate = new();
    readonly Recent<string> _texts = new();
    readonly Recent<Receipt> _early = new();

    /// <summary>The server has given a message its id.</summary>
    public void Sent(string messageId, string text)
    {
        lock (_gate)
        {
            _texts.TryAdd(messageId, text);
            if (_early.TryGet(messageId, out var receipt))
                tell(receipt, text);
        }
    }

    /// <summary>A receipt has come; one for a message sent elsewhere is not told.</summary>
    public void Received(Receipt receipt)
    {
        lock (_gate)
        {
            if (_texts.TryGet(receipt.MessageId, out var text))
                tell(receipt, text);
            else
                _early.TryAdd(receipt.MessageId, receipt);
        }
    }
}
