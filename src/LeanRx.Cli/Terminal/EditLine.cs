using System.Globalization;

namespace LeanRx.Cli.Terminal;

/// <summary>The line that is being typed, with a cursor between two characters as a person counts them.</summary>
sealed class EditLine
{
    string _cut = "";

    public string Text { get; private set; } = "";

    /// <summary>How many UTF-16 units stand before the cursor.</summary>
    public int Cursor { get; private set; }

    public string Before => Text[..Cursor];

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void Left() => Cursor = Previous;

    public void Right() => Cursor = Next;

    public void Home() => Cursor = 0;

    public void End() => Cursor = Text.Length;

    public void WordLeft() => Cursor = PreviousWord;

    public void WordRight() => Cursor = NextWord;

    public void DeleteBefore() => Remove(Previous, Cursor);

    public void Delete() => Remove(Cursor, Next);

    public void CutBefore() => Cut(0, Cursor);

    public void CutBehind() => Cut(Cursor, Text.Length);

    public void CutWordBefore() => Cut(PreviousWord, Cursor);

    public void CutWordBehind() => Cut(Cursor, NextWord);

    public void Paste() => Insert(_cut);

    /// <summary>Changes the two characters before the cursor with each other; in the middle of a line, those around it.</summary>
    public void Swap()
    {
        if (Cursor == Text.Length)
            Left();
        if (Cursor == 0 || Cursor == Text.Length)
            return;
        var (from, middle, to) = (Previous, Cursor, Next);
        Text = Text[..from] + Text[middle..to] + Text[from..middle] + Text[to..];
        Cursor = to;
    }

    int Previous
    {
        get
        {
            var last = 0;
            for (var index = 0; index < Cursor; index += StringInfo.GetNextTextElementLength(Text, index))
                last = index;
            return last;
        }
    }

    int Next => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    int PreviousWord
    {
        get
        {
            var index = Cursor;
            while (index > 0 && !char.IsLetterOrDigit(Text[index - 1]) && !char.IsSurrogate(Text[index - 1]))
                index--;
            while (index > 0 && (char.IsLetterOrDigit(Text[index - 1]) || char.IsSurrogate(Text[index - 1])))
                index--;
            return index;
        }
    }

    int NextWord
    {
        get
        {
            var index = Cursor;
            while (index < Text.Length && !char.IsLetterOrDigit(Text[index]) && !char.IsSurrogate(Text[index]))
                index++;
            while (index < Text.Length && (char.IsLetterOrDigit(Text[index]) || char.IsSurrogate(Text[index])))
                index++;
            return index;
        }
    }

    void Cut(int from, int to)
    {
        if (to > from)
            _cut = Text[from..to];
        Remove(from, to);
    }

    void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }
}
