Console.WriteLine("leanrx");
