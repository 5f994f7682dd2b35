internal import Commands

Tool.main()
